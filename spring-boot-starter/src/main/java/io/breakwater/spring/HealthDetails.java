package io.breakwater.spring;

import io.breakwater.observe.Incident;
import io.breakwater.operations.Health;
import io.breakwater.operations.Operations;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How the routes stand, as the details of a health contributor. Stateless and thread-safe. */
final class HealthDetails {

    private HealthDetails() {}

    static Map<String, Object> of(Operations operations) {
        Health health = operations.health();
        Map<String, Object> routes = new LinkedHashMap<>();
        health.routes().forEach(route -> routes.put(route.route(), of(route)));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", word(health.state()));
        details.put("routes", routes);
        return details;
    }

    private static Map<String, Object> of(Health.RouteHealth route) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", word(route.state()));
        details.put("breaker", route.breakerState());
        details.put("pressure", route.pressure());
        details.put("stuckThreads", route.stuckThreads());
        route.maintenance()
                .ifPresent(planned -> details.put(
                        "maintenance",
                        planned.until().map(until -> "until " + until).orElse("without a known end")));
        route.incident().ifPresent(incident -> details.put("incident", of(incident)));
        return details;
    }

    private static Map<String, Object> of(Incident incident) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("kind", word(incident.kind()));
        details.put("opened", incident.opened().toString());
        details.put("lastFailure", incident.lastFailure().toString());
        details.put("failed", incident.failed());
        details.put("saved", incident.saved());
        if (incident.injected()) {
            details.put("injected", true);
        }
        return details;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
