package io.breakwater.benchmarks;

import io.breakwater.Breakwater;
import io.breakwater.BreakwaterFilter;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One exchange in which nothing goes wrong, around a chain that does nothing: the difference to the bare chain is our cost. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class HappyPathBenchmark {

    private final FilterChain chain = new NoOpChain();
    private final StubRequest request = new StubRequest();
    private final StubRequest requestWithId = new StubRequest("X-Request-ID", "7h3k-9qwx-2mzt-c4vd");
    private Filter filter = (request, response, chain) -> {};
    private CircuitBreaker permits = CircuitBreaker.ofDefaults("permits");

    /** Starts the filter with its defaults. */
    @Setup
    public void start() {
        filter = new BreakwaterFilter(Breakwater.builder()
                .set("breakwater.routes.orders.path", "/api/orders/*")
                .build());
        permits = CircuitBreaker.of(
                "permits",
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.TIME_BASED)
                        .slidingWindowSize(10)
                        .build());
    }

    /** Ends the filter's threads. */
    @TearDown
    public void stop() {
        filter.destroy();
    }

    /** The chain alone, with the stubs' own cost. */
    @Benchmark
    public Object bareChain() throws IOException, ServletException {
        StubResponse response = new StubResponse();
        chain.doFilter(request, response);
        return response;
    }

    /** The floor: the breaker's permits alone. */
    @Benchmark
    public Object permitsAlone() throws IOException, ServletException {
        StubResponse response = new StubResponse();
        if (permits.tryAcquirePermission()) {
            long start = permits.getCurrentTimestamp();
            chain.doFilter(request, response);
            permits.onSuccess(permits.getCurrentTimestamp() - start, permits.getTimestampUnit());
        }
        return response;
    }

    /** Guarded; the filter makes an id. */
    @Benchmark
    public Object guarded() throws IOException, ServletException {
        StubResponse response = new StubResponse();
        filter.doFilter(request, response, chain);
        return response;
    }

    /** Guarded; the id came with the request. */
    @Benchmark
    public Object guardedWithIncomingId() throws IOException, ServletException {
        StubResponse response = new StubResponse();
        filter.doFilter(requestWithId, response, chain);
        return response;
    }

    private static final class NoOpChain implements FilterChain {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response) {}
    }
}
