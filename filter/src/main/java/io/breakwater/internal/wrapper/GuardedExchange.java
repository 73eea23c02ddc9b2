package io.breakwater.internal.wrapper;

import io.breakwater.internal.correlation.LogContext;

/** What the wrappers ask and tell the exchange that they are made for, whichever attempt they belong to. Thread-safe. */
public interface GuardedExchange extends OuterPair {

    /** Returns whether the guard may change what the app and the container do, and does not only observe. */
    boolean acts();

    /** Returns whether a response with that status is kept back until its fate is decided. */
    boolean isBuffered(int status);

    /** Returns whether its route makes retries, so that another attempt may find what this one has left behind. */
    boolean mayBeRetried();

    /** The name of the header that carries the correlation id. */
    String correlationHeader();

    /** The correlation id. */
    String correlationId();

    /** Opens the log's context on whatever thread, as on the one that the request came in by. */
    LogContext openLog();

    /** What outer filters had set; to be called before anything else touches the response, by the one that owns it. */
    OuterHeaders outerHeaders();

    /** The request's body, and what attempts have made of it. */
    SharedBody body();

    /** How many bytes of the body, or characters, are kept for another attempt. */
    int maxKept();

    /** The app waits for its client, to whom {@link #clientWaitEnds} must follow. */
    void clientWaitBegins();

    /** The app goes on, with so many more bytes of the client's. */
    void clientWaitEnds(int bytes);
}
