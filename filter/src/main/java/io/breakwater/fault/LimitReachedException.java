package io.breakwater.fault;

/**
 * Thrown when a request has lost its permit under its route's {@code concurrency.max}, because its client sent nothing for
 * longer than {@code client-wait}, and no permit was free when the client continued. Thrown to the app when it reads the
 * body, and passed to its {@code ReadListener.onError} at the end of the body. If the app does not catch it, the visitor
 * gets the page, with {@code Retry-After}.
 */
public final class LimitReachedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param route the name of the route whose limit is reached */
    public LimitReachedException(String route) {
        super("The concurrency limit of the route '" + route + "' is reached");
    }
}
