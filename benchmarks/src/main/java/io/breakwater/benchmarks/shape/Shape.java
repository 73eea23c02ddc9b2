package io.breakwater.benchmarks.shape;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A shape of traffic, and how the downstream answers it. Times are in seconds from the beginning.
 *
 * @param name for people
 * @param what it is, in a sentence
 * @param seconds how long it lasts
 * @param timeout how long a request may take
 * @param rate how many requests come a second
 * @param answer how the downstream answers
 * @param trouble when the downstream does not keep its pace; null where it always does, so that every shed is a false one
 */
record Shape(
        String name, String what, double seconds, double timeout, Rate rate, Answer answer, @Nullable Trouble trouble) {

    /** No answer comes. */
    static final double NEVER = Double.POSITIVE_INFINITY;

    /**
     * From when to when it has trouble.
     *
     * @param from the beginning
     * @param to the end; requests that have come by then may be stuck for longer
     */
    record Trouble(double from, double to) {

        boolean isOn(double at) {
            return at >= from && at < to;
        }
    }

    /** How many requests come a second. */
    interface Rate {
        double at(double seconds);
    }

    /** How a request that comes at a moment is answered. */
    interface Answer {

        /** Returns the latency in seconds; {@link #NEVER} when no answer comes, negative for a failure after so long. */
        double to(double at, SplittableRandom dice);
    }

    /** Returns whether it is soon over. */
    boolean isShort() {
        return seconds <= 130;
    }

    boolean isHealthy() {
        return trouble == null;
    }
}
