package io.breakwater.fault;

/**
 * A request has lost its place under its route's {@code concurrency.max}, because its client kept it waiting for longer than
 * {@code client-wait}, and found none free when the body went on. Thrown to the app where it reads the body, and given to its
 * {@code ReadListener.onError} at the body's end; when the app lets it pass, the visitor gets the page with when to come again.
 */
public final class LimitReachedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param route the name of the route whose limit it is
     */
    public LimitReachedException(String route) {
        super("The concurrency limit of the route '" + route + "' is reached");
    }
}
