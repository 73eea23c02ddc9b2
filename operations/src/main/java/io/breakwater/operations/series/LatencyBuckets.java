package io.breakwater.operations.series;

/**
 * Divides latencies into buckets, eight to each doubling, so that a bucket's upper end is at most an eighth above what is in
 * it. Knows latencies from 65 µs to 73 minutes; what is below or above counts in the first or last bucket. Stateless and
 * thread-safe.
 *
 * <p>Not HdrHistogram: two significant digits over that range take it three times the bytes and the app another jar.
 */
final class LatencyBuckets {

    /** How many buckets there are. */
    static final int COUNT = 209;

    private static final int LOWEST_EXPONENT = 16;
    private static final int BITS = 3;
    private static final int PER_DOUBLING = 1 << BITS;

    private LatencyBuckets() {}

    /** Returns the bucket of a latency. */
    static int of(long nanos) {
        if (nanos < 1L << LOWEST_EXPONENT) {
            return 0;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        int within = (int) (nanos >>> (exponent - BITS)) & (PER_DOUBLING - 1);
        return Math.min(COUNT - 1, 1 + (exponent - LOWEST_EXPONENT) * PER_DOUBLING + within);
    }

    /** Returns the upper end of a bucket, in nanoseconds. */
    static long upperNanos(int bucket) {
        if (bucket == 0) {
            return 1L << LOWEST_EXPONENT;
        }
        int exponent = LOWEST_EXPONENT + (bucket - 1) / PER_DOUBLING;
        long within = (bucket - 1L) % PER_DOUBLING;
        return (PER_DOUBLING + within + 1) << (exponent - BITS);
    }

    /**
     * Returns the bucket of a quantile.
     *
     * @param counts how many latencies are in each bucket; at least one is
     * @param share the share of the latencies that take no longer, from 0 to 1
     */
    static int quantile(long[] counts, double share) {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        long wanted = Math.max(1, (long) Math.ceil(share * all));
        int bucket = 0;
        for (long seen = counts[0]; seen < wanted && bucket < COUNT - 1; seen += counts[bucket]) {
            bucket++;
        }
        return bucket;
    }
}
