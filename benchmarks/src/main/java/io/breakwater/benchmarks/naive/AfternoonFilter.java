package io.breakwater.benchmarks.naive;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A breaker for each first segment of the path, a retry for GET, a time limit by way of a pool, a buffer and a page. What the
 * decorators offer is used as their documentation has it: retry around breaker around time limit.
 *
 * <p>Thread-safe.
 */
public final class AfternoonFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final String PAGE = "<!doctype html><title>Sorry</title><h1>We are having trouble</h1>"
            + "<p>The service behind this page does not answer. Please try again in a minute.</p>";

    private final transient Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();
    private final transient Function<String, CircuitBreakerConfig> breakerOf;
    private final transient Retry retry = Retry.of(
            "naive",
            RetryConfig.custom()
                    .maxAttempts(2)
                    .waitDuration(Duration.ofMillis(25))
                    .ignoreExceptions(CallNotPermittedException.class)
                    .build());
    private final transient TimeLimiter limit;
    private final transient ExecutorService pool;
    private final boolean pooled;

    /**
     * @param timeout how long an attempt may take
     * @param threads of the pool; 0 for none, and so for no time limit
     * @param breakerOf the settings for a first segment's breaker
     */
    public AfternoonFilter(Duration timeout, int threads, Function<String, CircuitBreakerConfig> breakerOf) {
        this.limit = TimeLimiter.of(timeout);
        this.pooled = threads > 0;
        this.pool = Executors.newFixedThreadPool(Math.max(1, threads), task -> {
            Thread thread = new Thread(task, "naive");
            thread.setDaemon(true);
            return thread;
        });
        this.breakerOf = breakerOf;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        CircuitBreaker breaker =
                breakers.computeIfAbsent(firstSegment(request), name -> CircuitBreaker.of(name, breakerOf.apply(name)));
        Callable<BufferedResponse> attempt = () -> {
            BufferedResponse buffered = new BufferedResponse(response);
            chain.doFilter(request, buffered);
            return buffered;
        };
        Callable<BufferedResponse> limited =
                pooled ? TimeLimiter.decorateFutureSupplier(limit, () -> pool.submit(attempt)) : attempt;
        Callable<BufferedResponse> guarded = CircuitBreaker.decorateCallable(breaker, limited);
        if ("GET".equals(request.getMethod())) {
            guarded = Retry.decorateCallable(retry, guarded);
        }
        try {
            guarded.call().release();
        } catch (CallNotPermittedException e) {
            answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } catch (TimeoutException e) {
            answer(response, HttpServletResponse.SC_GATEWAY_TIMEOUT);
        } catch (Exception e) {
            answer(response, HttpServletResponse.SC_BAD_GATEWAY);
        }
    }

    private static String firstSegment(HttpServletRequest request) {
        String uri = request.getRequestURI();
        int end = uri.indexOf('/', 1);
        return end < 0 ? uri : uri.substring(1, end);
    }

    private static void answer(HttpServletResponse response, int status) throws IOException {
        byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
        response.reset();
        response.setStatus(status);
        response.setContentType("text/html;charset=utf-8");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    @Override
    public void destroy() {
        pool.shutdownNow();
    }
}
