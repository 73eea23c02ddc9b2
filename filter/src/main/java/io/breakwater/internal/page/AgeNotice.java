package io.breakwater.internal.page;

/**
 * What is said of an answer that was kept. Immutable.
 *
 * @param language the language's tag
 * @param isRightToLeft how the language is written
 * @param sentence plain text, with {@code {time}} in it
 * @param iso since when, for machines
 * @param time since when, for people
 */
public record AgeNotice(String language, boolean isRightToLeft, String sentence, String iso, String time) {}
