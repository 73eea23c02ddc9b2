package io.breakwater.config;

import java.util.List;

/**
 * Settings that passed every check. Immutable.
 *
 * @param settings what is in force
 * @param values the same as text, route by route, the route for everything else first
 */
public record LoadedSettings(BreakwaterSettings settings, List<EffectiveValue> values) {
    public LoadedSettings {
        values = List.copyOf(values);
    }

    /**
     * The same for the start-up log: a line for the defaults and one for each route, of {@code key=value} pairs; after a value
     * that is not the default stands in brackets where it was given.
     */
    public List<String> listing() {
        return Listing.lines(values);
    }
}
