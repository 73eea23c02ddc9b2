package io.breakwater.observe;

/**
 * Hears of every ended exchange. Found by {@link java.util.ServiceLoader}, or given to the builder.
 *
 * <p>Implementations are called by many threads at once, on the thread that ended the exchange, and must not block. One
 * that throws is logged once and the exchange goes on.
 */
public interface ExchangeListener {

    /** An exchange has ended, well or not. */
    default void exchangeEnded(ExchangeReport report) {}

    /** A route's breaker has changed its state. */
    default void breakerChanged(BreakerTransition transition) {}
}
