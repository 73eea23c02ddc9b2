package io.breakwater.config;

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

    public Problem {
        message = Secrets.inText(message);
    }

    /** A key that may not stand there. Its value is not told: it may be a secret of another program's. */
    static Problem unknown(Entry entry, String message, Optional<String> suggestion) {
        return new Problem(entry.origin(), entry.key(), Optional.empty(), message, Optional.empty(), suggestion);
    }

    /** A line that is nothing of ours. */
    static Problem foreign(String origin) {
        return new Problem(
                origin,
                "a line",
                Optional.empty(),
                "does not begin with " + Entry.PREFIX + "; it is not told here, since it may be a secret",
                Optional.empty(),
                Optional.empty());
    }

    static Problem value(Entry entry, String message, String allowed) {
        return new Problem(
                entry.origin(),
                entry.key(),
                Optional.of(Secrets.hide(entry.key(), entry.value())),
                message,
                Optional.of(allowed),
                Optional.empty());
    }

    /** The problem in two to four lines, indented from the second on. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(origin).append(": ").append(printable(key));
        found.ifPresent(value -> text.append(" = ").append(printable(value)));
        text.append("\n    ").append(oneLine(message));
        allowed.ifPresent(words -> text.append("\n    allowed: ").append(words));
        suggestion.ifPresent(
                known -> text.append("\n    did you mean ").append(known).append('?'));
        return text.toString();
    }

    private static String printable(String value) {
        String line = oneLine(value);
        return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
    }

    /** A value goes to logs and consoles as it came, but for what could forge a line there. */
    private static String oneLine(String value) {
        return value.replaceAll("\\p{Cntrl}", "\ufffd");
    }
}
