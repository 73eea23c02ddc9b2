package io.breakwater.operations.series;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class LatencyBucketsTest {

    private static final long LOWEST = 1L << 16;
    private static final long HIGHEST = (1L << 42) - 1;

    @Property
    void aBucketEndsAtMostAnEighthAboveWhatIsInIt(@ForAll @LongRange(min = LOWEST, max = HIGHEST) long nanos) {
        long upper = LatencyBuckets.upperNanos(LatencyBuckets.of(nanos));

        assertThat(upper).isGreaterThan(nanos);
        assertThat(upper - nanos).isLessThanOrEqualTo(nanos / 8 + 1);
    }

    @Property
    void everyLatencyHasABucket(@ForAll long nanos) {
        assertThat(LatencyBuckets.of(nanos)).isBetween(0, LatencyBuckets.COUNT - 1);
    }

    @Property
    void longerLatenciesAreInNoLowerBucket(@ForAll long one, @ForAll long other) {
        assertThat(LatencyBuckets.of(Math.min(one, other)))
                .isLessThanOrEqualTo(LatencyBuckets.of(Math.max(one, other)));
    }

    @Property
    void aQuantileIsTheBucketOfTheLatencyAtItsRank(
            @ForAll @Size(min = 1, max = 200) long[] latencies, @ForAll @LongRange(min = 0, max = 100) long percent) {
        long[] counts = new long[LatencyBuckets.COUNT];
        for (long latency : latencies) {
            counts[LatencyBuckets.of(latency)]++;
        }
        long[] sorted = latencies.clone();
        java.util.Arrays.sort(sorted);
        int rank = (int) Math.max(1, Math.ceil(percent / 100.0 * sorted.length));

        assertThat(LatencyBuckets.quantile(counts, percent / 100.0)).isEqualTo(LatencyBuckets.of(sorted[rank - 1]));
    }
}
