package io.breakwater.config;

/**
 * A setting of an optional module. It exists once for all routes. Immutable.
 *
 * @param key the key without {@code breakwater.}, which begins with a name of the module's own: {@code operations.…}
 * @param kind what its values are
 * @param least the least value allowed, as a user would write it; without a meaning for words and truth values
 * @param most the greatest value allowed, as a user would write it; without a meaning for words and truth values
 * @param defaultText the default as a user would write it
 * @param meaning what the setting does, in one sentence
 * @param why the reason for the default, in one sentence
 */
public record ModuleSetting(
        String key, Kind kind, String least, String most, String defaultText, String meaning, String why) {

    /** What the values of a setting are. */
    public enum Kind {
        /** Whole numbers. */
        NUMBER,
        /** Times such as {@code 250ms}, {@code 2s}, {@code 1m}. */
        DURATION,
        /** Sizes such as {@code 64KB} and {@code 1MB}. */
        SIZE,
        /** {@code true} and {@code false}. */
        BOOLEAN,
        /** Any text. */
        TEXT,
        /** Any text that is never shown. */
        SECRET
    }

    /** Returns a setting whose values are numbers, times or sizes. */
    public static ModuleSetting between(
            Kind kind, String key, String least, String most, String defaultText, String meaning, String why) {
        return new ModuleSetting(key, kind, least, most, defaultText, meaning, why);
    }

    /** Returns a setting whose values are truth values, or texts. */
    public static ModuleSetting of(Kind kind, String key, String defaultText, String meaning, String why) {
        return new ModuleSetting(key, kind, "", "", defaultText, meaning, why);
    }
}
