package io.breakwater.benchmarks;

import io.breakwater.BreakwaterFilter;
import io.breakwater.benchmarks.naive.AfternoonFilter;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
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

/**
 * One exchange in which nothing goes wrong, around a chain that does nothing, or answers as a proxy does: the
 * difference to the bare chain is what the guard costs.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class HappyPathBenchmark {

    private static final byte[] PIECE = new byte[8 * 1024];

    /** How much the chain writes, in KB, after a status and three headers; 0 for nothing at all. */
    @Param({"0", "64"})
    public int body;

    private FilterChain chain = (request, response) -> {};
    private final StubRequest request = new StubRequest();
    private final StubRequest requestWithId = new StubRequest("X-Request-ID", "7h3k-9qwx-2mzt-c4vd");
    private CircuitBreaker permits = CircuitBreaker.ofDefaults("permits");
    private Filter filter = (request, response, chain) -> {};
    private Filter filterWithListener = filter;
    private Filter filterThatLearns = filter;
    private Filter naive = filter;
    private Filter naiveWithoutPool = filter;

    /** Starts the filters. */
    @Setup
    public void start() {
        int bytes = body * 1024;
        String length = Integer.toString(bytes);
        chain = (request, response) -> {
            if (bytes > 0) {
                HttpServletResponse answer = (HttpServletResponse) response;
                answer.setStatus(HttpServletResponse.SC_OK);
                answer.setHeader("Content-Type", "text/html");
                answer.setHeader("Content-Length", length);
                answer.setHeader("Cache-Control", "no-cache");
                OutputStream out = response.getOutputStream();
                for (int written = 0; written < bytes; written += PIECE.length) {
                    out.write(PIECE);
                }
            }
        };
        permits = CircuitBreaker.of("permits", Guard.breaker());
        filter = new BreakwaterFilter(Guard.ofOrders().build());
        filterWithListener =
                new BreakwaterFilter(Guard.ofOrders().listener(new Count()).build());
        filterThatLearns = new BreakwaterFilter(
                Guard.ofOrders().set("breakwater.concurrency.max", "auto").build());
        naive = new AfternoonFilter(Duration.ofSeconds(10), 200, name -> Guard.breaker());
        naiveWithoutPool = new AfternoonFilter(Duration.ofSeconds(10), 0, name -> Guard.breaker());
    }

    /** Ends the filters' threads. */
    @TearDown
    public void stop() {
        filter.destroy();
        filterWithListener.destroy();
        filterThatLearns.destroy();
        naive.destroy();
        naiveWithoutPool.destroy();
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
        return exchange(filter, request);
    }

    /** Guarded; the id came with the request. */
    @Benchmark
    public Object guardedWithIncomingId() throws IOException, ServletException {
        return exchange(filter, requestWithId);
    }

    /** Guarded, and somebody listens to every exchange. */
    @Benchmark
    public Object guardedWithListener() throws IOException, ServletException {
        return exchange(filterWithListener, requestWithId);
    }

    /** Guarded, with a concurrency limit that learns. */
    @Benchmark
    public Object guardedWithAuto() throws IOException, ServletException {
        return exchange(filterThatLearns, requestWithId);
    }

    /** The afternoon's filter. */
    @Benchmark
    public Object naive() throws IOException, ServletException {
        return exchange(naive, requestWithId);
    }

    /** The afternoon's filter without its time limit, which is what its pool is for. */
    @Benchmark
    public Object naiveWithoutPool() throws IOException, ServletException {
        return exchange(naiveWithoutPool, requestWithId);
    }

    private Object exchange(Filter guard, StubRequest from) throws IOException, ServletException {
        StubResponse response = new StubResponse();
        guard.doFilter(from, response, chain);
        return response;
    }

    private static final class Count implements ExchangeListener {
        private final LongAdder ended = new LongAdder();

        @Override
        public void exchangeEnded(ExchangeReport report) {
            ended.increment();
        }
    }
}
