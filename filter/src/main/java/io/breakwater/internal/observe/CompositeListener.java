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
 * All listeners as one: the built-in ones, which care for failures, and the user's, who hear of everything. Shields the
 * exchange from whatever a listener throws. Thread-safe. Internal between rooms.
 */
public final class CompositeListener {

    private static final Logger LOG = Logs.of(CompositeListener.class);

    private final Incidents incidents;
    private final List<ExchangeListener> all;
    private final boolean wantsSuccesses;
    private final Set<Class<?>> complainedAbout = ConcurrentHashMap.newKeySet();

    /**
     * @param users the user's listeners, called in this order, after the log line
     * @param nanoTime the time source
     */
    public CompositeListener(List<ExchangeListener> users, LongSupplier nanoTime) {
        this.incidents = new Incidents(nanoTime);
        this.all = Stream.concat(Stream.of(new LoggingListener(), incidents), users.stream())
                .toList();
        this.wantsSuccesses = !users.isEmpty();
    }

    /** Whether a success at the first attempt is worth a report; when not, {@link #succeeded} will do. */
    public boolean wantsSuccesses() {
        return wantsSuccesses;
    }

    /** Notes a success that is not worth a report. */
    public void succeeded(String route) {
        incidents.succeeded(route);
    }

    /** There are no other routes any more than those of these names. */
    public void retainRoutes(Set<String> names) {
        incidents.retainRoutes(names);
    }

    /** Tells everybody. */
    public void exchangeEnded(ExchangeReport report, Function<String, @Nullable Object> attributes) {
        tell(listener -> listener.exchangeEnded(report, attributes));
    }

    /** Tells everybody. */
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
                            "listener {} failed; told once, the exchange goes on",
                            listener.getClass().getName(),
                            e);
                }
            }
        }
    }
}
