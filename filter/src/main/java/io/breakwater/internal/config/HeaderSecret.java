package io.breakwater.internal.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * A secret that whoever knows it sends in a header. Immutable.
 *
 * @param header the header's name
 * @param value the secret
 */
public record HeaderSecret(String header, String value) {

    /** A shorter one could be guessed by trying. */
    static final int SHORTEST = 16;

    /** Returns whether {@code text} has a header's name before a colon. */
    static boolean hasName(String text) {
        int colon = text.indexOf(':');
        return colon >= 0 && TextParsers.isHeaderName(text.substring(0, colon).strip());
    }

    /**
     * Reads {@code X-Maintenance: secret}.
     *
     * @throws IllegalArgumentException when {@code text} is none; the message has no secret in it
     */
    static HeaderSecret parse(String text) {
        if (!hasName(text)) {
            throw new IllegalArgumentException("is no header's name with a colon and a secret");
        }
        int colon = text.indexOf(':');
        String name = text.substring(0, colon).strip();
        String value = text.substring(colon + 1).strip();
        if (value.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "lists " + name + " with a secret of fewer than " + SHORTEST + " characters");
        }
        if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(
                    "lists " + name + " with a secret that has something else than visible ASCII characters in it");
        }
        return new HeaderSecret(name, value);
    }

    /**
     * Returns whether the secret is one of a header's values. Takes as long for a nearly right guess as for any other.
     *
     * @param values what a request has in {@link #header}
     */
    public boolean isAmong(List<String> values) {
        byte[] expected = value.getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (String given : values) {
            known |= MessageDigest.isEqual(given.strip().getBytes(StandardCharsets.UTF_8), expected);
        }
        return known;
    }

    /** Without the secret: this may be logged. */
    @Override
    public String toString() {
        return header + ": ***";
    }
}
