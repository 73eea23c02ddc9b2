package io.breakwater.benchmarks;

import io.breakwater.BreakwaterFilter;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.ConnectException;
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

/** What a page costs: for a person and for an API client, after a failed attempt and from an open breaker. Nothing is logged. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class PageBenchmark {

    private final StubRequest person = new StubRequest();
    private final StubRequest client = new StubRequest("Accept", "application/json", "Sec-Fetch-Dest", "empty");
    private final ConnectException refused = new ConnectException("Connection refused");
    private final FilterChain chain = (request, response) -> {
        throw refused;
    };
    private Filter failing = (request, response, chain) -> {};
    private Filter open = failing;

    /** Starts one guard whose downstream refuses, and one whose breaker is open. */
    @Setup
    public void start() {
        failing = new BreakwaterFilter(Guard.ofOrders()
                .set("breakwater.retry.max-attempts", "1")
                .set("breakwater.circuit-breaker.enabled", "false")
                .build());
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        open = new BreakwaterFilter(Guard.ofOrders()
                .circuitBreakerRegistry(registry)
                .set("breakwater.circuit-breaker.wait-duration-in-open-state", "1h")
                .set("breakwater.circuit-breaker.max-wait-duration-in-open-state", "1h")
                .build());
        registry.circuitBreaker("breakwater.orders").transitionToOpenState();
    }

    /** Ends the guards' threads. */
    @TearDown
    public void stop() {
        failing.destroy();
        open.destroy();
    }

    /** The page in HTML. */
    @Benchmark
    public long html() throws IOException, ServletException {
        return page(failing, person);
    }

    /** The page as problem+json. */
    @Benchmark
    public long json() throws IOException, ServletException {
        return page(failing, client);
    }

    /** The page in HTML, from an open breaker. */
    @Benchmark
    public long refusal() throws IOException, ServletException {
        return page(open, person);
    }

    private long page(Filter guard, StubRequest request) throws IOException, ServletException {
        StubResponse response = new StubResponse();
        guard.doFilter(request, response, chain);
        if (response.getStatus() < 500) {
            throw new IllegalStateException("no page, but " + response.getStatus());
        }
        return response.written();
    }
}
