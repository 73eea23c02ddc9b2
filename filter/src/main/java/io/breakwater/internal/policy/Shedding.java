package io.breakwater.internal.policy;

import io.breakwater.internal.config.Priority;

/** What is shed first where not all can be let in: the rules alone, without state. */
final class Shedding {

    /** Where priorities differ within a route, so much of its limit is for those that are not low, or high only. */
    private static final double LOW_LIMIT = 0.6;

    private static final double NORMAL_LIMIT = 0.9;

    /** From so many of the container's threads in use on, requests of low priority are shed. */
    private static final double LOW_THREADS = 0.7;
    /** A route that keeps its pace may hold more than its share, but for the last tenth of all threads. */
    private static final double MOST_THREADS = 0.9;

    private static final double SOME_PRESSURE = 0.5;
    private static final double MUCH_PRESSURE = 0.8;

    private Shedding() {}

    /** Returns the part of a route's limit that a request may use. */
    static double limitPart(Priority priority, boolean differsWithinRoute) {
        if (!differsWithinRoute) {
            return 1;
        }
        return switch (priority) {
            case HIGH -> 1;
            case NORMAL -> NORMAL_LIMIT;
            case LOW -> LOW_LIMIT;
        };
    }

    /** Returns whether so few threads are in use that priorities do not matter. */
    static boolean isQuiet(int busy, int size) {
        return busy < LOW_THREADS * size;
    }

    /**
     * The container's threads, while other routes are asked for.
     *
     * @param size how many there are
     * @param busy how many of them hold exchanges, of whatever route
     * @param held how many hold exchanges of the route in question
     * @param share the part of all that the route may hold
     */
    record Threads(int size, int busy, int held, double share) {

        /**
         * Returns whether an exchange of the route may have another thread.
         *
         * @param keepsPace whether the route's downstream answers as fast as usual
         */
        boolean admit(Priority priority, boolean keepsPace) {
            if (priority == Priority.LOW && busy >= LOW_THREADS * size) {
                return false;
            }
            boolean someLeft = priority == Priority.HIGH || busy < MOST_THREADS * size;
            return held < share * size || (keepsPace && someLeft);
        }
    }

    /**
     * Returns how much of the retry budget is left under pressure: retries are shed before any first attempt is.
     *
     * @param pressure how near a limit is, from 0 to 1
     */
    static double budgetPart(double pressure) {
        if (pressure >= MUCH_PRESSURE) {
            return 0;
        }
        return pressure >= SOME_PRESSURE ? 0.5 : 1;
    }
}
