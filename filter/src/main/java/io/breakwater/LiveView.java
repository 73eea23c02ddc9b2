package io.breakwater;

import io.breakwater.config.ModuleSetting;
import io.breakwater.observe.BreakerSteering;
import io.breakwater.observe.EngineView;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.Incident;
import io.breakwater.observe.Injection;
import io.breakwater.observe.Maintenance;
import io.breakwater.observe.RouteStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What listeners see of an engine.
 *
 * @param steering moves its circuit breakers
 * @param values gives the value in force of a module's setting
 */
record LiveView(Breakwater engine, BreakerSteering steering, Function<ModuleSetting, String> values)
        implements EngineView {

    @Override
    public List<RouteStatus> routes() {
        return engine.routes();
    }

    @Override
    public List<Incident> incidents() {
        return engine.incidents();
    }

    @Override
    public List<Maintenance> maintenance() {
        return engine.maintenance().current();
    }

    @Override
    public List<Injection> injections() {
        return engine.injections().current();
    }

    @Override
    public Optional<BreakerSteering> breakers() {
        return Optional.of(steering);
    }

    @Override
    public <T extends ExchangeListener> Optional<T> listener(Class<T> type) {
        return engine.listener(type);
    }

    @Override
    public String setting(ModuleSetting setting) {
        return values.apply(setting);
    }
}
