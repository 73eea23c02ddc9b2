package io.breakwater.observe;

import io.breakwater.config.ModuleSetting;
import java.util.List;
import java.util.Optional;

/** What an engine lets its listeners see. Thread-safe; may be kept, and asked at any time. */
public interface EngineView {

    /** Returns the present state of each route, the default route first. */
    List<RouteStatus> routes();

    /** Returns the open incidents as they stand, in no order. */
    default List<Incident> incidents() {
        return List.of();
    }

    /** Returns the planned breaks that are now. */
    default List<Maintenance> maintenance() {
        return List.of();
    }

    /** Returns what is injected now, as for a game day. */
    default List<Injection> injections() {
        return List.of();
    }

    /** Returns what moves the engine's circuit breakers; empty for an engine that lets nobody. */
    default Optional<BreakerSteering> breakers() {
        return Optional.empty();
    }

    /** Returns the engine's first listener of a type, so that those that belong together find each other; empty for none. */
    default <T extends ExchangeListener> Optional<T> listener(Class<T> type) {
        return Optional.empty();
    }

    /**
     * Returns the value in force of a module's setting as it was written, or its default. It has been checked.
     *
     * @throws IllegalArgumentException when no module has announced the setting, as when the filter's classes are those of
     *     another class loader
     */
    default String setting(ModuleSetting setting) {
        return setting.defaultText();
    }
}
