package io.breakwater.internal.observe;

import io.breakwater.internal.log.Logs;
import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.DeadlineOverrun;
import io.breakwater.observe.EngineView;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.Incident;
import io.breakwater.observe.Injection;
import io.breakwater.observe.Maintenance;
import io.breakwater.observe.SettingsReload;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final ExchangeListener[] users;
    private final Set<Class<?>> complainedAbout = ConcurrentHashMap.newKeySet();

    /**
     * @param users the user's listeners, called in this order, after the built-in ones
     * @param nanoTime the time source
     * @param clock the time of day
     */
    public CompositeListener(List<ExchangeListener> users, LongSupplier nanoTime, InstantSource clock) {
        this.users = users.toArray(ExchangeListener[]::new);
        this.incidents = new Incidents(nanoTime, clock, news -> tell(List.of(this.users), news));
        this.all = Stream.concat(Stream.of(new LoggingListener(), incidents), users.stream())
                .toList();
    }

    /** Returns whether a success at the first attempt concerns anybody but {@link #succeeded(String)}. */
    public boolean wantsSuccesses() {
        return users.length > 0;
    }

    /** Records a success at the first attempt, which no built-in listener needs a report of. */
    public void succeeded(String route) {
        incidents.succeeded(route);
    }

    /**
     * Tells the user's listeners of a success at the first attempt. Allocates nothing unless somebody wants a report.
     *
     * @return the listeners that want a report; mostly empty
     */
    public List<ExchangeListener> succeeded(String route, int status, long elapsedNanos) {
        List<ExchangeListener> wanting = List.of();
        for (ExchangeListener listener : users) {
            if (!isSatisfied(listener, route, status, elapsedNanos)) {
                wanting = new ArrayList<>(wanting);
                wanting.add(listener);
            }
        }
        return wanting;
    }

    private boolean isSatisfied(ExchangeListener listener, String route, int status, long elapsedNanos) {
        try {
            return listener.exchangeSucceeded(route, status, elapsedNanos);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            complain(listener, e);
            return true;
        }
    }

    /** Returns all listeners, for whom a report is made of anything but a success at the first attempt. */
    public List<ExchangeListener> all() {
        return all;
    }

    /** Returns the open incidents as they stand. */
    public List<Incident> incidents() {
        return incidents.open();
    }

    /** Returns the first listener of the user's that is of a type. */
    public <T> Optional<T> find(Class<T> type) {
        return Stream.of(users).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Forgets all routes but those with these names. */
    public void retainRoutes(Set<String> names) {
        incidents.retainRoutes(names);
    }

    /** Tells all listeners that the engine has started. */
    public void engineStarted(EngineView engine) {
        tell(all, listener -> listener.engineStarted(engine));
    }

    /** Tells all listeners that the engine has been closed. */
    public void engineStopped() {
        tell(all, ExchangeListener::engineStopped);
    }

    /** Passes a report to those listeners. */
    public void exchangeEnded(
            List<ExchangeListener> listeners, ExchangeReport report, Function<String, @Nullable Object> attributes) {
        tell(listeners, listener -> listener.exchangeEnded(report, attributes));
    }

    /** Passes a transition to all listeners. */
    public void breakerChanged(BreakerTransition transition) {
        tell(all, listener -> listener.breakerChanged(transition));
    }

    /** Passes an overrun to all listeners. */
    public void deadlineOverrun(DeadlineOverrun overrun) {
        tell(all, listener -> listener.deadlineOverrun(overrun));
    }

    /** Passes a planned break that has begun to all listeners. */
    public void maintenanceStarted(Maintenance maintenance) {
        tell(all, listener -> listener.maintenanceStarted(maintenance));
    }

    /** Passes a planned break that is over to all listeners. */
    public void maintenanceEnded(Maintenance maintenance) {
        tell(all, listener -> listener.maintenanceEnded(maintenance));
    }

    /** Passes an injection that has begun to all listeners. */
    public void injectionStarted(Injection injection) {
        tell(all, listener -> listener.injectionStarted(injection));
    }

    /** Passes an injection that is over to all listeners. */
    public void injectionEnded(Injection injection) {
        tell(all, listener -> listener.injectionEnded(injection));
    }

    /** Passes a reload to all listeners. */
    public void settingsReloaded(SettingsReload reload) {
        tell(all, listener -> listener.settingsReloaded(reload));
    }

    private void tell(List<ExchangeListener> listeners, Consumer<ExchangeListener> news) {
        for (ExchangeListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                complain(listener, e);
            }
        }
    }

    private void complain(ExchangeListener listener, Throwable failure) {
        if (complainedAbout.add(listener.getClass())) {
            LOG.warn(
                    "listener {} failed; the exchange continues, and further failures are not logged",
                    listener.getClass().getName(),
                    failure);
        }
    }
}
