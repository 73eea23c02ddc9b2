package io.breakwater.config;

import io.breakwater.internal.log.PrintableText;
import java.util.Optional;

/**
 * A problem in the settings, with what a user needs to correct it. Immutable.
 *
 * @param origin where the value was given: a file and line, a system property, an environment variable …
 * @param key the full key
 * @param found the value, without what may be secret; empty when the problem is the key
 * @param message what is wrong, in words that follow the key and its value
 * @param allowed what is allowed instead
 * @param suggestion the nearest known key; empty when none is near or the key is known
 */
public record Problem(
        String origin,
        String key,
        Optional<String> found,
        String message,
        Optional<String> allowed,
        Optional<String> suggestion) {

    private static final int LONGEST_VALUE = 120;

    /** Returns the problem in two to four lines, indented from the second on. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(origin).append(": ").append(printable(key));
        found.ifPresent(value -> text.append(" = ").append(printable(value)));
        text.append("\n    ").append(PrintableText.line(message));
        allowed.ifPresent(words -> text.append("\n    allowed: ").append(words));
        suggestion.ifPresent(
                known -> text.append("\n    did you mean ").append(known).append('?'));
        return text.toString();
    }

    private static String printable(String value) {
        return PrintableText.shortened(PrintableText.line(value), LONGEST_VALUE);
    }
}
