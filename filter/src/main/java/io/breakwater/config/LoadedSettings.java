package io.breakwater.config;

import java.util.List;

/**
 * Settings that passed every check. Immutable.
 *
 * @param settings what is in force
 * @param listing the same for the start-up log: a line for the defaults and one for each route, of {@code key=value} pairs;
 *     after a value that is not the default stands in brackets where it was given
 */
public record LoadedSettings(BreakwaterSettings settings, List<String> listing) {
    public LoadedSettings {
        listing = List.copyOf(listing);
    }
}
