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

    /**
     * Called once, when the engine has read its settings and before it guards the first request.
     *
     * @param engine what the listener may ask, then and later
     */
    default void engineStarted(EngineView engine) {}

    /** Called once, when the engine has been closed. Exchanges that were under way may still end afterwards. */
    default void engineStopped() {}

    /**
     * Called when an exchange has ended whose first attempt the app answered, with nothing to tell of it: a report costs more
     * than all else that the filter does for such an exchange. By default, asks for a report.
     *
     * @param route the route's name
     * @param status the status of the response
     * @param elapsedNanos the time since the request's arrival, in nanoseconds
     * @return true when this is all that the listener needs to know; false for a call of {@link
     *     #exchangeEnded(ExchangeReport, Function)}
     */
    default boolean exchangeSucceeded(String route, int status, long elapsedNanos) {
        return false;
    }

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

    /** Called when a route's first failure has opened an incident, before the report of that failure. */
    default void incidentOpened(Incident incident) {}

    /** Called when an open incident has become another {@linkplain Incident#kind kind}. */
    default void incidentChanged(Incident incident) {}

    /** Called when a good answer has closed an incident, or a reload has taken its route away. */
    default void incidentClosed(Incident incident) {}

    /**
     * Called when a time limit has passed while the app was still at work, before the answer in its place goes out; the
     * exchange's report follows, or another attempt.
     */
    default void deadlineOverrun(DeadlineOverrun overrun) {}

    /**
     * Called when a planned break of a route has begun, when another one has taken its place, and when its end was moved. A window of the
     * settings is told of when somebody asks for the first time after its beginning: a request of the route, or who asks how it stands.
     */
    default void maintenanceStarted(Maintenance maintenance) {}

    /** Called when a planned break is over, for a window likewise. */
    default void maintenanceEnded(Maintenance maintenance) {}

    /**
     * Called when failures are injected on a route, as for a game day, and when others take their place. What the settings order is told of
     * when somebody asks for the first time: a request of the route, or who asks what is injected.
     */
    default void injectionStarted(Injection injection) {}

    /** Called when nothing is injected on a route any more, likewise. */
    default void injectionEnded(Injection injection) {}

    /** Called when the settings have been read again, whether they were accepted or not. */
    default void settingsReloaded(SettingsReload reload) {}
}
