package io.breakwater.benchmarks;

import com.sun.management.ThreadMXBean;
import io.breakwater.BreakwaterFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints what the operations jar adds to a healthy exchange, by turns with and without it, in the time of the thread on the
 * processor: on a busy machine, where {@link OperationsBenchmark} measures the neighbours. {@code java -cp
 * benchmarks/target/benchmarks.jar io.breakwater.benchmarks.OperationsCost}
 */
public final class OperationsCost {

    private static final int BATCH = 200_000;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 61;

    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final FilterChain CHAIN = (request, response) -> {};

    /** What one exchange took. */
    private record Cost(double nanos, double bytes) {}

    private OperationsCost() {}

    /** Takes nothing. */
    public static void main(String[] arguments) throws IOException, ServletException {
        Filter off = new BreakwaterFilter(OperationsBenchmark.engine(false, false));
        Filter on = new BreakwaterFilter(OperationsBenchmark.engine(true, true));
        List<Cost> without = new ArrayList<>();
        List<Cost> with = new ArrayList<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Cost first = measure(off);
            Cost second = measure(on);
            if (round >= 0) {
                without.add(first);
                with.add(second);
            }
        }
        Cost offMedian = median(without);
        Cost onMedian = median(with);
        System.out.printf(
                Locale.ROOT,
                "off %.0f ns %.0f B, all %.0f ns %.0f B: %+.0f ns (%+.1f %%), %+.0f B%n",
                offMedian.nanos(),
                offMedian.bytes(),
                onMedian.nanos(),
                onMedian.bytes(),
                onMedian.nanos() - offMedian.nanos(),
                (onMedian.nanos() / offMedian.nanos() - 1) * 100,
                onMedian.bytes() - offMedian.bytes());
        off.destroy();
        on.destroy();
    }

    private static Cost measure(Filter guard) throws IOException, ServletException {
        StubRequest request = new StubRequest("X-Request-ID", "7h3k-9qwx-2mzt-c4vd");
        long bytes = THREAD.getCurrentThreadAllocatedBytes();
        long nanos = THREAD.getCurrentThreadCpuTime();
        for (int i = 0; i < BATCH; i++) {
            guard.doFilter(request, new StubResponse(), CHAIN);
        }
        return new Cost(
                (THREAD.getCurrentThreadCpuTime() - nanos) / (double) BATCH,
                (THREAD.getCurrentThreadAllocatedBytes() - bytes) / (double) BATCH);
    }

    private static Cost median(List<Cost> costs) {
        return new Cost(
                costs.stream()
                        .mapToDouble(Cost::nanos)
                        .sorted()
                        .skip(costs.size() / 2)
                        .findFirst()
                        .orElseThrow(),
                costs.stream()
                        .mapToDouble(Cost::bytes)
                        .sorted()
                        .skip(costs.size() / 2)
                        .findFirst()
                        .orElseThrow());
    }
}
