package io.breakwater.internal.config;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a route's planned breaks. Immutable.
 *
 * @param mode whether there is a break
 * @param from when the window opens; empty for no window
 * @param until when the break ends; empty for one without an end
 * @param sentence what the operator says about it, in any language; empty for nothing
 * @param allowed who may pass
 */
public record MaintenanceSettings(
        Mode mode,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<String> sentence,
        List<MaintenancePass> allowed) {

    /** Whether there is a break. */
    public enum Mode {
        /** From now on, whatever {@code from} says. */
        TRUE,
        /** None, whatever the window says. */
        FALSE,
        /** Within the window, if there is one. */
        SCHEDULED
    }

    public MaintenanceSettings {
        allowed = List.copyOf(allowed);
    }

    /** Returns whether a key, without {@code breakwater.} and without the route, is that of {@code mode}. */
    public static boolean isMode(String key) {
        return key.equals(MaintenanceBinding.MODE.key());
    }

    /** Returns whether there is a break at a time of day. */
    public boolean isOnAt(Instant time) {
        boolean begun = mode == Mode.TRUE || (mode == Mode.SCHEDULED && from.isPresent() && !time.isBefore(from.get()));
        return begun && (until.isEmpty() || time.isBefore(until.get()));
    }

    /** Returns whether there is a break at any time, so that somebody must look at the clock. */
    public boolean isEverOn() {
        return mode == Mode.TRUE || (mode == Mode.SCHEDULED && from.isPresent());
    }

    /** Returns whether another reading of the settings says the same of when there is a break. */
    public boolean hasSameTimes(MaintenanceSettings other) {
        return mode == other.mode && from.equals(other.from) && until.equals(other.until);
    }
}
