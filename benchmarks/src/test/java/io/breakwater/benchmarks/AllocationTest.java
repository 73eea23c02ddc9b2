package io.breakwater.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.breakwater.BreakwaterFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Counts what a healthy exchange allocates, which, unlike the time it takes, is the same on every machine: it must not grow
 * unnoticed. The stub response that each exchange gets is counted, too. This JVM runs without escape analysis: what the compilers find
 * out in one run and not in the next would make the count differ, so each object that the code makes is counted. Whoever makes the
 * filter leaner, or fatter for a good reason, sets the recorded value anew.
 */
class AllocationTest {

    /** Bytes for an exchange whose chain does nothing. */
    private static final double RECORDED = 560;
    /**
     * Bytes for one whose chain sets a status and three headers, and writes 64 KB. The names of the headers are noted, so that what
     * outer filters set meanwhile is told from them.
     */
    private static final double RECORDED_WITH_BODY = 672;
    /** Bytes that all of the operations jar may add to a healthy exchange. */
    private static final double OPERATIONS = 64;

    private static final int BATCH = 20_000;
    /** The first ones load classes, and the counter itself takes a few bytes. */
    private static final int BATCHES = 5;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Filter filter = new BreakwaterFilter(Guard.ofOrders().build());
    private final StubRequest request = new StubRequest("X-Request-ID", "7h3k-9qwx-2mzt-c4vd");

    @AfterEach
    void stop() {
        filter.destroy();
    }

    @Test
    void healthyExchangeAllocatesNoMoreThanRecorded() throws IOException, ServletException {
        assertThat(leastBytes(filter, (request, response) -> {})).isLessThan(RECORDED + 1);
    }

    @Test
    void metricsAndMemoryOfAHealthyExchangeAddNoMoreThanTheyMay() throws IOException, ServletException {
        FilterChain chain = (request, response) -> {};
        Filter measured = new BreakwaterFilter(OperationsBenchmark.engine(true, true));
        try {
            assertThat(leastBytes(measured, chain)).isLessThan(RECORDED + OPERATIONS + 1);
        } finally {
            measured.destroy();
        }
    }

    @Test
    void healthyExchangeWithBodyAllocatesNoMoreThanRecorded() throws IOException, ServletException {
        byte[] body = "x".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
        FilterChain writing = (request, response) -> {
            HttpServletResponse answer = (HttpServletResponse) response;
            answer.setStatus(HttpServletResponse.SC_OK);
            answer.setHeader("Content-Type", "text/html");
            answer.setHeader("Content-Length", "65536");
            answer.setHeader("Cache-Control", "no-cache");
            answer.getOutputStream().write(body);
        };

        assertThat(leastBytes(filter, writing)).isLessThan(RECORDED_WITH_BODY + 1);
    }

    /** Bytes for each exchange in the leanest batch. */
    private double leastBytes(Filter guard, FilterChain chain) throws IOException, ServletException {
        double least = Double.MAX_VALUE;
        for (int batch = 0; batch < BATCHES; batch++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < BATCH; i++) {
                guard.doFilter(request, new StubResponse(), chain);
            }
            least = Math.min(least, (double) (threads.getCurrentThreadAllocatedBytes() - before) / BATCH);
        }
        return least;
    }
}
