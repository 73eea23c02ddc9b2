package io.breakwater.config;

import java.util.Optional;

/**
 * A setting that is another after a reload. Immutable.
 *
 * @param key without {@code breakwater.}, with {@code routes.<name>.} where it is of one route
 * @param from the value before; empty when there was none, as in a new route
 * @param to the value since; empty when there is none any more, as in a route that is gone
 */
public record SettingChange(String key, Optional<String> from, Optional<String> to) {

    /** {@code key from=value to=value}; a hyphen stands for no value. */
    @Override
    public String toString() {
        return key + " from=" + shown(from) + " to=" + shown(to);
    }

    private static String shown(Optional<String> value) {
        return value.map(text -> text.contains(" ") ? '"' + text + '"' : text).orElse("-");
    }
}
