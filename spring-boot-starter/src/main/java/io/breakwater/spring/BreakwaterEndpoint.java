package io.breakwater.spring;

import io.breakwater.Breakwater;
import io.breakwater.config.EffectiveValue;
import io.breakwater.config.Problem;
import io.breakwater.config.SettingChange;
import io.breakwater.config.SettingsException;
import io.breakwater.observe.RouteStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/**
 * {@code /actuator/breakwater}: reading it tells how each route stands and which settings are in force, writing to it reads the
 * settings anew. There only when {@code management.endpoint.breakwater.access} allows it, since it tells where downstreams are.
 *
 * <p>Thread-safe.
 */
@WebEndpoint(id = "breakwater", defaultAccess = Access.NONE)
public final class BreakwaterEndpoint {

    private static final int UNPROCESSABLE = 422;

    private final Breakwater breakwater;

    /**
     * For the engine of the app.
     *
     * @param breakwater the engine
     */
    public BreakwaterEndpoint(Breakwater breakwater) {
        this.breakwater = breakwater;
    }

    /** The routes, and under each its settings. */
    @ReadOperation
    public Map<String, Object> status() {
        Map<String, Object> routes = new LinkedHashMap<>();
        for (RouteStatus status : breakwater.routes()) {
            Map<String, Object> route = new LinkedHashMap<>();
            status.downstream().ifPresent(downstream -> route.put("downstream", downstream));
            route.put("breaker", status.breakerState());
            status.appsBreaker().ifPresent(name -> route.put("appsBreaker", name));
            if (!status.breakersByHandler().isEmpty()) {
                route.put("breakersByHandler", status.breakersByHandler());
            }
            status.availableConcurrency().ifPresent(places -> route.put("availableConcurrency", places));
            route.put("settings", settings(status.route()));
            routes.put(status.route(), route);
        }
        return Map.of("routes", routes);
    }

    private Map<String, Object> settings(String route) {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (EffectiveValue value : breakwater.settings()) {
            if (value.route().equals(route)) {
                Map<String, String> told = new LinkedHashMap<>();
                told.put("value", value.value());
                value.origin().ifPresent(origin -> told.put("origin", origin));
                settings.put(value.key(), told);
            }
        }
        return settings;
    }

    /** Puts the settings in force as they are now; tells what changed, or with status 422 what is wrong with them. */
    @WriteOperation
    public WebEndpointResponse<Map<String, Object>> reload() {
        try {
            return new WebEndpointResponse<>(Map.of(
                    "changes",
                    breakwater.reload().stream().map(BreakwaterEndpoint::told).toList()));
        } catch (SettingsException e) {
            return new WebEndpointResponse<>(
                    Map.of(
                            "problems",
                            e.problems().stream().map(Problem::toString).toList()),
                    UNPROCESSABLE);
        }
    }

    private static Map<String, String> told(SettingChange change) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("key", change.key());
        change.from().ifPresent(value -> told.put("from", value));
        change.to().ifPresent(value -> told.put("to", value));
        return told;
    }
}
