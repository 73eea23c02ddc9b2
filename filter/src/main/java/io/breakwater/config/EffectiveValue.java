package io.breakwater.config;

import java.util.Optional;

/**
 * A setting as it is in force. Immutable.
 *
 * @param route the route's name
 * @param key the key, without {@code breakwater.} and without the route
 * @param value the value as it was written, or the default; stars stand for what not everybody should read
 * @param origin where it was given; empty for a default
 */
public record EffectiveValue(String route, String key, String value, Optional<String> origin) {

    /** {@code key=value}, and where it was given in brackets. */
    @Override
    public String toString() {
        String shown = value.contains(" ") ? '"' + value + '"' : value;
        return key + "=" + shown + origin.map(o -> " [" + o + "]").orElse("");
    }
}
