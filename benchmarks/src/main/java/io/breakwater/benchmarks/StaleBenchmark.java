package io.breakwater.benchmarks;

import io.breakwater.BreakwaterFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to keep answers: an exchange whose chain writes 64 KB, on a route that keeps none, and on one that does. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class StaleBenchmark {

    private static final byte[] PIECE = new byte[8 * 1024];
    private static final int BYTES = 64 * 1024;
    private static final String LENGTH = Integer.toString(BYTES);

    /** What the answer says: that it is for everybody, or for one. */
    @Param({"public, max-age=60", "private"})
    public String control = "";

    private final StubRequest request = new StubRequest("X-Request-ID", "7h3k-9qwx-2mzt-c4vd");
    private Filter without = (request, response, chain) -> {};
    private Filter with = without;
    private FilterChain alike = (request, response) -> {};
    private FilterChain different = alike;
    private long answers;

    /** Starts the filters. */
    @Setup
    public void start() {
        without = new BreakwaterFilter(Guard.ofOrders().build());
        with = new BreakwaterFilter(
                Guard.ofOrders().set("breakwater.stale.enabled", "true").build());
        alike = (request, response) -> write((HttpServletResponse) response, "\"1\"");
        different = (request, response) -> write((HttpServletResponse) response, Long.toString(answers++));
    }

    private void write(HttpServletResponse response, String tag) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setHeader("Content-Type", "text/html");
        response.setHeader("Content-Length", LENGTH);
        response.setHeader("Cache-Control", control);
        response.setHeader("ETag", tag);
        ServletOutputStream out = response.getOutputStream();
        for (int written = 0; written < BYTES; written += PIECE.length) {
            out.write(PIECE);
        }
    }

    /** Ends the filters' threads. */
    @TearDown
    public void stop() {
        without.destroy();
        with.destroy();
    }

    /** The route keeps none. */
    @Benchmark
    public Object keepsNone() throws IOException, ServletException {
        return exchange(without, alike);
    }

    /** The same answer over and over, as of a page that many ask for. */
    @Benchmark
    public Object keepsAPopularOne() throws IOException, ServletException {
        return exchange(with, alike);
    }

    /** Another answer each time, so that each is copied. */
    @Benchmark
    public Object keepsEachAnew() throws IOException, ServletException {
        return exchange(with, different);
    }

    private Object exchange(Filter guard, FilterChain chain) throws IOException, ServletException {
        StubResponse response = new StubResponse();
        guard.doFilter(request, response, chain);
        return response;
    }
}
