package io.breakwater.observe;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every ended exchange. Found by {@link java.util.ServiceLoader}, or given to the builder.
 *
 * <p>Implementations are called by many threads at once, on the thread that ended the exchange, and must not block. One
 * that throws is logged once and the exchange goes on.
 */
public interface ExchangeListener {

    /** An exchange has ended, well or not. */
    default void exchangeEnded(ExchangeReport report) {}

    /**
     * The same, with the request's attributes at hand; unless overridden it is told as above.
     *
     * @param attributes gives the value of an attribute of the client's request by its name, null when there is none. To be asked
     *     during this call only; a container that has given the request up may throw, or know none any more
     */
    default void exchangeEnded(ExchangeReport report, Function<String, @Nullable Object> attributes) {
        exchangeEnded(report);
    }

    /** A route's breaker has changed its state. */
    default void breakerChanged(BreakerTransition transition) {}
}
