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
 * What a healthy exchange allocates, unlike what it takes, is the same on every machine: it must not grow unnoticed. The stub
 * response that each exchange gets is counted, too. Whoever makes the filter leaner, or fatter for a good reason, sets
 * the recorded value anew.
 */
class AllocationTest {

    /** Bytes for an exchange whose chain does nothing. */
    private static final double RECORDED = 480;
    /**
     * Bytes for one whose chain sets a status and three headers, and writes 64 KB. The names of the headers are noted, so that what
     * outer filters set meanwhile is told from them.
     */
    private static final double RECORDED_WITH_BODY = 880;

    private static final double TOLERANCE = 1.1;

    private static final int BATCH = 20_000;
    /** The compilers need a while until they have found out what need not be made at all. */
    private static final int MOST_BATCHES = 60;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Filter filter = new BreakwaterFilter(Guard.ofOrders().build());
    private final StubRequest request = new StubRequest("X-Request-ID", "7h3k-9qwx-2mzt-c4vd");

    @AfterEach
    void stop() {
        filter.destroy();
    }

    @Test
    void healthyExchangeAllocatesNoMoreThanRecorded() throws IOException, ServletException {
        assertThat(leastBytes((request, response) -> {}, RECORDED * TOLERANCE))
                .isLessThanOrEqualTo(RECORDED * TOLERANCE);
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

        assertThat(leastBytes(writing, RECORDED_WITH_BODY * TOLERANCE))
                .isLessThanOrEqualTo(RECORDED_WITH_BODY * TOLERANCE);
    }

    /** Bytes for each exchange in the leanest batch, or in the first that is lean enough. */
    private double leastBytes(FilterChain chain, double enough) throws IOException, ServletException {
        double least = Double.MAX_VALUE;
        for (int batch = 0; batch < MOST_BATCHES && least > enough; batch++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < BATCH; i++) {
                filter.doFilter(request, new StubResponse(), chain);
            }
            least = Math.min(least, (double) (threads.getCurrentThreadAllocatedBytes() - before) / BATCH);
        }
        return least;
    }
}
