package io.breakwater.exchange;

import io.breakwater.config.TimeoutSettings;
import io.breakwater.correlation.CorrelationId;
import io.breakwater.correlation.LogContext;
import io.breakwater.correlation.TraceParent;
import io.breakwater.fault.FaultClassifier;
import io.breakwater.observe.Observers;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;

/** Opens an exchange for each request, with what all exchanges share. Thread-safe. Internal between rooms. */
public final class Exchanges implements AutoCloseable {

    private final String correlationHeader;
    private final FaultClassifier classifier = new FaultClassifier();
    private final Observers observers;
    private final LongSupplier nanoTime;
    private final Watchdog watchdog;
    private final ChainRerun chainRerun = new ChainRerun();

    /**
     * @param correlationHeader the header that carries the correlation id
     * @param observers who hears how exchanges end
     * @param nanoTime the time source
     * @param timeouts the time-outs of every route
     */
    public Exchanges(
            String correlationHeader, Observers observers, LongSupplier nanoTime, List<TimeoutSettings> timeouts) {
        this.correlationHeader = correlationHeader;
        this.observers = observers;
        this.nanoTime = nanoTime;
        this.watchdog = new Watchdog(nanoTime, TimeLimits.soonestLook(timeouts));
    }

    /** Runs the rest of the chain under guard. */
    public void guard(HttpServletRequest request, HttpServletResponse response, FilterChain chain, GuardedRoute route)
            throws IOException, ServletException {
        String id = CorrelationId.acceptOrMake(request.getHeader(correlationHeader));
        response.setHeader(correlationHeader, id);
        try (LogContext context = LogContext.open(id, TraceParent.traceId(request.getHeader(TraceParent.HEADER)))) {
            new Exchange(this, route, request, response, id, nanoTime.getAsLong()).run(chain);
        }
    }

    /**
     * Whether a request belongs to an exchange that is under way already, or to none: a forward, an include, an error page,
     * an asynchronous dispatch.
     */
    public static boolean isInner(HttpServletRequest request) {
        return request.getDispatcherType() != DispatcherType.REQUEST || isGuarded(request);
    }

    private static boolean isGuarded(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            if (inner instanceof GuardedRequest) {
                return true;
            }
            inner = wrapper.getRequest();
        }
        return false;
    }

    String correlationHeader() {
        return correlationHeader;
    }

    FaultClassifier classifier() {
        return classifier;
    }

    Observers observers() {
        return observers;
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    ChainRerun chainRerun() {
        return chainRerun;
    }

    /** Ends the threads. */
    @Override
    public void close() {
        watchdog.close();
    }
}
