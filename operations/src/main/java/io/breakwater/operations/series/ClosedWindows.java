package io.breakwater.operations.series;

import java.util.Arrays;

/**
 * The windows of a route that have ended, in columns of numbers: a window is 48 bytes, and nothing is allocated when one ends.
 * Guarded by the lock of {@link RouteRecorder}.
 */
final class ClosedWindows {

    /** The quantiles that are kept of each window. */
    static final double[] SHARES = {0.5, 0.95, 0.99};

    private static final AnswerKind[] KINDS = AnswerKind.values();
    private static final int NO_LATENCY = -1;

    /** Latencies of all windows together are kept in parts of so many windows, since a window keeps quantiles only. */
    private static final int WINDOWS_OF_PART = 18;

    private static final int PARTS = RouteSeries.WINDOWS / WINDOWS_OF_PART + 1;

    private final long[] numbers = new long[RouteSeries.WINDOWS];
    private final int[][] kinds = new int[KINDS.length][RouteSeries.WINDOWS];
    private final int[] attempts = new int[RouteSeries.WINDOWS];
    private final int[] permits = new int[RouteSeries.WINDOWS];
    private final int[][] quantiles = new int[SHARES.length][RouteSeries.WINDOWS];
    private final long[] partNumbers = new long[PARTS];
    private final long[][] parts = new long[PARTS][LatencyBuckets.COUNT];

    ClosedWindows() {
        Arrays.fill(numbers, Long.MIN_VALUE);
        Arrays.fill(partNumbers, Long.MIN_VALUE);
    }

    void add(LiveWindow window) {
        int at = position(window.number);
        numbers[at] = window.number;
        for (AnswerKind kind : KINDS) {
            kinds[kind.place][at] = window.count(kind);
        }
        attempts[at] = window.attempts();
        permits[at] = window.permitsPlusOne();
        long[] latencies = new long[LatencyBuckets.COUNT];
        boolean any = window.addLatenciesTo(latencies) > 0;
        for (int i = 0; i < SHARES.length; i++) {
            quantiles[i][at] = any ? LatencyBuckets.quantile(latencies, SHARES[i]) : NO_LATENCY;
        }
        window.addLatenciesTo(partOf(window.number));
    }

    private long[] partOf(long number) {
        long part = Math.floorDiv(number, WINDOWS_OF_PART);
        int at = Math.floorMod(part, PARTS);
        if (partNumbers[at] != part) {
            partNumbers[at] = part;
            Arrays.fill(parts[at], 0);
        }
        return parts[at];
    }

    boolean has(long number) {
        return numbers[position(number)] == number;
    }

    int count(AnswerKind kind, long number) {
        return kinds[kind.place][position(number)];
    }

    int attempts(long number) {
        return attempts[position(number)];
    }

    int permitsPlusOne(long number) {
        return permits[position(number)];
    }

    /** Returns the bucket of a quantile of {@link #SHARES}; negative when the window has no latencies. */
    int quantile(int share, long number) {
        return quantiles[share][position(number)];
    }

    /** Adds the latencies of the parts that reach into the windows up to {@code number}. */
    void addLatenciesTo(long[] sum, long number) {
        long oldest = Math.floorDiv(number - RouteSeries.WINDOWS + 1, WINDOWS_OF_PART);
        for (int i = 0; i < PARTS; i++) {
            if (partNumbers[i] >= oldest) {
                for (int bucket = 0; bucket < LatencyBuckets.COUNT; bucket++) {
                    sum[bucket] += parts[i][bucket];
                }
            }
        }
    }

    private static int position(long number) {
        return Math.floorMod(number, RouteSeries.WINDOWS);
    }
}
