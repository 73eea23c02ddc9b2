package io.breakwater.internal.log;

/**
 * Makes text that others wrote fit for one line of a log or a console, where it must not forge a line of its own. Stateless and
 * thread-safe.
 */
public final class PrintableText {

    private static final String REPLACEMENT = "\ufffd";

    private PrintableText() {}

    /** Returns {@code text} with U+FFFD for each control character. */
    public static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", REPLACEMENT);
    }

    /** Returns {@code text} with U+FFFD for all but printable ASCII, shortened to {@code maxLength} characters. */
    public static String ascii(String text, int maxLength) {
        return shortened(text.replaceAll("[^ -~]", REPLACEMENT), maxLength);
    }

    /** Returns {@code text}, or its first {@code maxLength} characters and an ellipsis. */
    public static String shortened(String text, int maxLength) {
        return text.length() <= maxLength ? text : text.substring(0, maxLength) + "…";
    }
}
