package io.breakwater.internal.config;

import io.breakwater.config.EffectiveValue;
import java.util.Optional;

/** The effective value of a setting for a route. Immutable. */
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

    /** Returns the route's name. */
    public String route() {
        return route;
    }

    /** Returns the key, without {@code breakwater.} and without the route. */
    public String key() {
        return key;
    }

    /** Returns the value as it was written, or the default; stars replace what is secret. */
    public String value() {
        return Secrets.hide(key, text);
    }

    /** Returns the value with what {@link #value} hides. */
    String text() {
        return text;
    }

    /** Returns where the value was given; empty for a default. */
    public Optional<String> origin() {
        return origin;
    }

    /** Returns whether value and origin are equal. */
    boolean isLike(EffectiveSetting other) {
        return text.equals(other.text) && origin.equals(other.origin);
    }

    /** Returns the value as people may read it. */
    public EffectiveValue shown() {
        return new EffectiveValue(route, key, value(), origin);
    }

    /** {@code key=value}, and where it was given in brackets. */
    @Override
    public String toString() {
        return shown().toString();
    }
}
