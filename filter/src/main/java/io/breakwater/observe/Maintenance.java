package io.breakwater.observe;

import java.time.Instant;
import java.util.Optional;

/**
 * A planned break of a route, as it stands at one moment. Immutable.
 *
 * @param route the route's name
 * @param source who has said so
 * @param since when it began; empty where the settings say that it is, and not since when
 * @param until when it ends; empty for no known end
 * @param by the operator who has started it; empty where the settings have
 * @param reason why, for operators; empty for no reason given
 */
public record Maintenance(
        String route,
        Source source,
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<String> by,
        Optional<String> reason) {

    /** Who has said that a route is in maintenance. */
    public enum Source {
        /** The settings {@code maintenance} and those below it. */
        SETTINGS,
        /** An operator, by {@link io.breakwater.MaintenanceSwitch}, the actuator's endpoint or the console. */
        OPERATOR
    }
}
