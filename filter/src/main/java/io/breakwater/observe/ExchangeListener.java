package io.breakwater.observe;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Receives a report of every ended exchange. Found by {@link java.util.ServiceLoader}, or given to the builder.
 *
 * <p>Implementations are called concurrently, on the thread that ended the exchange, and must not block. When one throws,
 * this is logged once and the exchange continues.
 */
public interface ExchangeListener {

    /** Called when an exchange has ended, successfully or not. */
    default void exchangeEnded(ExchangeReport report) {}

    /**
     * Called when an exchange has ended, with access to the request's attributes; by default calls {@link
     * #exchangeEnded(ExchangeReport)}.
     *
     * @param attributes returns the value of an attribute of the client's request by name, null when there is none. To be
     *     called during this call only; a container that has recycled the request may throw, or return null
     */
    default void exchangeEnded(ExchangeReport report, Function<String, @Nullable Object> attributes) {
        exchangeEnded(report);
    }

    /** Called when a route's circuit breaker has changed its state. */
    default void breakerChanged(BreakerTransition transition) {}
}
