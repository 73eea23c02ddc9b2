package io.breakwater.downstream;

/**
 * One header field as it is on the wire. Immutable.
 *
 * @param name spelled as sent
 * @param value without the white space around it
 */
public record Header(String name, String value) {}
