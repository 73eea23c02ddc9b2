package io.breakwater.config;

import java.util.Optional;

/**
 * A setting whose value a reload has changed. Immutable.
 *
 * @param key the key without {@code breakwater.}, with {@code routes.<name>.} for the setting of one route
 * @param from the value before; empty when there was none, as for a new route
 * @param to the value after; empty when there is none, as for a removed route
 */
public record SettingChange(String key, Optional<String> from, Optional<String> to) {

    /** Returns {@code key from=value to=value}, with a hyphen for no value. */
    @Override
    public String toString() {
        return key + " from=" + shown(from) + " to=" + shown(to);
    }

    private static String shown(Optional<String> value) {
        return value.map(text -> text.contains(" ") ? '"' + text + '"' : text).orElse("-");
    }
}
