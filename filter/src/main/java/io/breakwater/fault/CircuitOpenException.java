package io.breakwater.fault;

import java.time.Duration;

/**
 * A downstream that an app has named may not be called now: its circuit breaker is open. Let it fly, and the visitor gets the
 * page with when to come again; or catch it, and do without that downstream. Immutable.
 */
public final class CircuitOpenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String route;
    private final Duration retryAfter;

    /**
     * @param route the name of the route whose breaker it is
     * @param retryAfter when it is worth to try again
     */
    public CircuitOpenException(String route, Duration retryAfter) {
        super("The circuit breaker of the route '" + route + "' is open");
        this.route = route;
        this.retryAfter = retryAfter;
    }

    /** The name of the route whose breaker it is. */
    public String route() {
        return route;
    }

    /** When it is worth to try again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
