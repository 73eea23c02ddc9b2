package io.breakwater.config;

import io.breakwater.internal.log.PrintableText;
import java.util.Optional;

/**
 * One thing wrong with the settings, told so that whoever wrote them can put it right. Immutable.
 *
 * @param origin where it was given: a file and line, a system property, an environment variable …
 * @param key the key in question, in full
 * @param found the value found there, without what may be secret; empty when the matter is the key
 * @param message what is wrong, in words that go on after the key and its value
 * @param allowed what may stand there instead
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

    /** The problem in two to four lines, indented from the second on. */
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
