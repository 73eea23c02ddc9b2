package io.breakwater.internal.config;

import io.breakwater.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of what is injected on a route for a game day. Immutable.
 *
 * @param fault what the call of the downstream seems to fail of; empty for nothing
 * @param latency how long the downstream seems to think before; empty for no time
 * @param status what the downstream seems to answer; empty for what it does answer
 * @param cutAfter after how many bytes the answer breaks off; empty for none
 * @param percent how many of the attempts, in percent
 * @param header only for requests that bear it; empty for all
 * @param until when it ends by itself; present where anything is injected
 * @param votes whether what comes of it counts for the circuit breaker
 * @param shown what was given of these, by the keys without {@code inject.}, as people may read it
 */
public record InjectSettings(
        Optional<Fault> fault,
        Optional<Duration> latency,
        Optional<Integer> status,
        Optional<Integer> cutAfter,
        double percent,
        Optional<HeaderSecret> header,
        Optional<Instant> until,
        boolean votes,
        Map<String, String> shown) {

    /** What the keys begin with, without {@code breakwater.} and without the route. */
    public static final String PREFIX = "inject.";

    public InjectSettings {
        shown = Collections.unmodifiableMap(new LinkedHashMap<>(shown));
    }

    /**
     * Reads what an operator orders.
     *
     * @param given values as they would stand in the settings, by their keys without {@code inject.}
     * @throws IllegalArgumentException when anything is wrong with it; the message has no secret in it
     */
    public static InjectSettings parse(Map<String, String> given) {
        return InjectBinding.parse(given);
    }

    /** Returns the default of a setting as it is written, by its key without {@code breakwater.} and without the route. */
    public static Optional<String> defaultOf(String key) {
        return Catalogue.find(key).flatMap(Setting::defaultText);
    }

    /** Returns whether anything is injected at any time, so that somebody must look at the clock. */
    public boolean isOn() {
        return fault.isPresent() || latency.isPresent() || status.isPresent() || cutAfter.isPresent();
    }

    /** Returns whether anything is injected at a time of day. */
    public boolean isOnAt(Instant time) {
        return isOn() && until.filter(time::isBefore).isPresent();
    }
}
