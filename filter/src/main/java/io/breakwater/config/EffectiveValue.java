package io.breakwater.config;

import java.util.Optional;

/**
 * The effective value of a setting. Immutable.
 *
 * @param route the route's name
 * @param key the key, without {@code breakwater.} and without the route
 * @param value the value as it was written, or the default; stars replace what is secret
 * @param origin where the value was given; empty for a default
 */
public record EffectiveValue(String route, String key, String value, Optional<String> origin) {

    /** Returns {@code key=value}, with the origin in brackets. */
    @Override
    public String toString() {
        String shown = value.contains(" ") ? '"' + value + '"' : value;
        return key + "=" + shown + origin.map(o -> " [" + o + "]").orElse("");
    }
}
