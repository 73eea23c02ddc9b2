package io.breakwater.internal.config;

import io.breakwater.config.EffectiveValue;
import java.util.Optional;

/** A setting as it is in force for a route. Immutable. */
public final class EffectiveSetting {

    private final String route;
    private final String key;
    private final String text;
    private final Optional<String> origin;

    EffectiveSetting(String route, String key, String text, Optional<String> origin) {
        this.route = route;
        this.key = key;
        this.text = text;
        this.origin = origin;
    }

    /** The route's name. */
    public String route() {
        return route;
    }

    /** Its key, without {@code breakwater.} and without the route. */
    public String key() {
        return key;
    }

    /** The value as it was written, or the default; stars stand for what not everybody should read. */
    public String value() {
        return Secrets.hide(key, text);
    }

    /** The value with what {@link #value} hides. */
    String text() {
        return text;
    }

    /** Where it was given; empty for a default. */
    public Optional<String> origin() {
        return origin;
    }

    /** Whether it says the same and comes from the same place. */
    boolean isLike(EffectiveSetting other) {
        return text.equals(other.text) && origin.equals(other.origin);
    }

    /** What people may read of it. */
    public EffectiveValue shown() {
        return new EffectiveValue(route, key, value(), origin);
    }

    /** {@code key=value}, and where it was given in brackets. */
    @Override
    public String toString() {
        return shown().toString();
    }
}
