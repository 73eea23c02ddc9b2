package io.breakwater.operations.recent;

/**
 * An exception of a chain of causes, as text. Immutable.
 *
 * @param type the name of its class, at most {@value #LONGEST_TYPE} characters of it
 * @param message its message on one line, without what looks like a secret, at most {@value #LONGEST_MESSAGE} characters of
 *     it; empty when it has none
 */
public record ThrownRecord(String type, String message) {

    /** The longest name of a class that is kept, in characters. */
    public static final int LONGEST_TYPE = 160;

    /** The longest message that is kept, in characters. */
    public static final int LONGEST_MESSAGE = 300;
}
