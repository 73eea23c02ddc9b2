package io.breakwater.internal.config;

/**
 * A value somebody gave.
 *
 * @param key in full, with {@code breakwater.}
 * @param value without space around it
 * @param origin where it was given, for people
 */
public record RawEntry(String key, String value, String origin) {

    /** What every key begins with. */
    public static final String PREFIX = "breakwater.";

    /** What the key of a route's setting begins with. */
    static final String ROUTES = PREFIX + "routes.";

    public RawEntry {
        value = value.strip();
    }

    /** Whether a key, or a line, is none of another program's. */
    static boolean isOurs(String keyOrLine) {
        return keyOrLine.startsWith(PREFIX);
    }

    /** The same under its proper key. */
    RawEntry as(String properKey) {
        return new RawEntry(properKey, value, origin);
    }
}
