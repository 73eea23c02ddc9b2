package io.breakwater.exchange;

import org.jspecify.annotations.Nullable;

/**
 * The exchange whose code runs on this thread, for code that has no request at hand. A thread keeps an empty place rather than
 * none: so a request costs two writes and no allocation, and an empty place of a plain {@link ThreadLocal} holds no web app.
 */
final class CurrentExchange {

    private static final ThreadLocal<@Nullable Exchange> CURRENT = new ThreadLocal<>();

    private CurrentExchange() {}

    static @Nullable Exchange get() {
        return CURRENT.get();
    }

    /** Sets it until {@link #restore} is called with what this gives back. */
    static @Nullable Exchange set(Exchange exchange) {
        Exchange outer = CURRENT.get();
        CURRENT.set(exchange);
        return outer;
    }

    static void restore(@Nullable Exchange outer) {
        CURRENT.set(outer);
    }
}
