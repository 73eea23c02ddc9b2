package io.breakwater.operations.diagnosis;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes what came from outside fit for one line of a report: printable ASCII, and not much of it. */
final class Printable {

    private static final int LONGEST = 160;

    private Printable() {}

    static String line(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> out.append(c >= ' ' && c <= '~' ? (char) c : '?'));
        return text.length() > LONGEST ? out.append("...").toString() : out.toString();
    }

    static String bytes(byte[] bytes) {
        return line(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Returns what an exception says, without the stack: its class, and its message where it has one. */
    static String of(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        return thrown.getClass().getSimpleName()
                + Optional.ofNullable(thrown.getMessage())
                        .map(message -> ": " + line(message))
                        .orElse("");
    }
}
