package io.breakwater.internal.observe;

import io.breakwater.internal.log.Logs;
import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Calls all listeners: the built-in ones, which need failures only, and the user's, which receive everything. Shields the
 * exchange from exceptions of a listener. Thread-safe.
 */
public final class CompositeListener {

    private static final Logger LOG = Logs.of(CompositeListener.class);

    private final Incidents incidents;
    private final List<ExchangeListener> all;
    private final boolean wantsSuccesses;
    private final Set<Class<?>> complainedAbout = ConcurrentHashMap.newKeySet();

    /**
     * @param users the user's listeners, called in this order, after the built-in ones
     * @param nanoTime the time source
     */
    public CompositeListener(List<ExchangeListener> users, LongSupplier nanoTime) {
        this.incidents = new Incidents(nanoTime);
        this.all = Stream.concat(Stream.of(new LoggingListener(), incidents), users.stream())
                .toList();
        this.wantsSuccesses = !users.isEmpty();
    }

    /** Returns whether a success at the first attempt needs a report; otherwise call {@link #succeeded}. */
    public boolean wantsSuccesses() {
        return wantsSuccesses;
    }

    /** Records a success that needs no report. */
    public void succeeded(String route) {
        incidents.succeeded(route);
    }

    /** Forgets all routes but those with these names. */
    public void retainRoutes(Set<String> names) {
        incidents.retainRoutes(names);
    }

    /** Passes a report to all listeners. */
    public void exchangeEnded(ExchangeReport report, Function<String, @Nullable Object> attributes) {
        tell(listener -> listener.exchangeEnded(report, attributes));
    }

    /** Passes a transition to all listeners. */
    public void breakerChanged(BreakerTransition transition) {
        tell(listener -> listener.breakerChanged(transition));
    }

    private void tell(Consumer<ExchangeListener> news) {
        for (ExchangeListener listener : all) {
            try {
                news.accept(listener);
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                if (complainedAbout.add(listener.getClass())) {
                    LOG.warn(
                            "listener {} failed; the exchange continues, and further failures are not logged",
                            listener.getClass().getName(),
                            e);
                }
            }
        }
    }
}
