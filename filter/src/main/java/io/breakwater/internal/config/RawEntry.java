package io.breakwater.internal.config;

/**
 * A key and its value as a source holds them.
 *
 * @param key the full key, with {@code breakwater.}
 * @param value the value, without space around it
 * @param origin where it was given, for people
 */
public record RawEntry(String key, String value, String origin) {

    /** The prefix of every key. */
    public static final String PREFIX = "breakwater.";

    /** The prefix of the key of a route's setting. */
    static final String ROUTES = PREFIX + "routes.";

    public RawEntry {
        value = value.strip();
    }

    /** Returns whether a key, or a line, is Breakwater's. */
    static boolean isOurs(String keyOrLine) {
        return keyOrLine.startsWith(PREFIX);
    }

    /** Returns the entry under another key. */
    RawEntry as(String properKey) {
        return new RawEntry(properKey, value, origin);
    }
}
