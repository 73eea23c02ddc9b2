package io.breakwater.operations;

import io.breakwater.observe.Incident;
import io.breakwater.observe.Maintenance;
import io.breakwater.observe.RouteStatus;
import io.breakwater.operations.pressure.RoutePressure;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How the routes stand, for probes and people. Tells and decides nothing: an app whose downstream is down is not itself ill, and
 * to take it out of service would take the friendly page away too. Immutable.
 *
 * @param state the worst of the routes' states
 * @param routes each route, the route for everything else first
 */
public record Health(State state, List<RouteHealth> routes) {

    private static final Set<String> REFUSING_STATES = Set.of("OPEN", "FORCED_OPEN");

    /** How a route stands. */
    public enum State {
        /** Nothing is known to be wrong. */
        CALM,
        /** It is in maintenance, as planned, whatever else is known of it. */
        MAINTENANCE,
        /** By the present course it runs into a limit soon. */
        STRAINED,
        /** An incident is open. */
        DISTURBED,
        /** The circuit breaker refuses requests. */
        REFUSING
    }

    /**
     * How one route stands. Immutable.
     *
     * @param route the route's name
     * @param state its state
     * @param breakerState the circuit breaker's state, in Resilience4j's terms
     * @param incident the incident that is open; empty for none
     * @param pressure how near it is to a limit, from 0 to 1
     * @param stuckThreads how many threads are in the app whose response the deadline has taken away
     * @param maintenance the planned break that it is in; empty for none
     */
    public record RouteHealth(
            String route,
            State state,
            String breakerState,
            Optional<Incident> incident,
            double pressure,
            int stuckThreads,
            Optional<Maintenance> maintenance) {}

    public Health {
        routes = List.copyOf(routes);
    }

    /**
     * @param incidents the open ones
     * @param pressure tells how near a route is to its limits
     * @param maintenance the planned breaks that are
     */
    static Health of(
            List<RouteStatus> routes,
            List<Incident> incidents,
            Function<String, Optional<RoutePressure>> pressure,
            List<Maintenance> maintenance) {
        List<RouteHealth> healths = routes.stream()
                .map(route -> of(
                        route,
                        incidents.stream()
                                .filter(incident -> incident.route().equals(route.route()))
                                .findFirst(),
                        pressure.apply(route.route()),
                        maintenance.stream()
                                .filter(planned -> planned.route().equals(route.route()))
                                .findFirst()))
                .toList();
        State worst = healths.stream()
                .map(RouteHealth::state)
                .max(Comparator.naturalOrder())
                .orElse(State.CALM);
        return new Health(worst, healths);
    }

    private static RouteHealth of(
            RouteStatus route,
            Optional<Incident> incident,
            Optional<RoutePressure> pressure,
            Optional<Maintenance> maintenance) {
        State state = State.CALM;
        if (maintenance.isPresent()) {
            state = State.MAINTENANCE;
        } else if (REFUSING_STATES.contains(route.breakerState())) {
            state = State.REFUSING;
        } else if (incident.isPresent()) {
            state = State.DISTURBED;
        } else if (pressure.filter(RoutePressure::warned).isPresent()) {
            state = State.STRAINED;
        }
        return new RouteHealth(
                route.route(),
                state,
                route.breakerState(),
                incident,
                pressure.map(RoutePressure::pressure).orElse(0.0),
                route.stuckThreads(),
                maintenance);
    }
}
