package io.breakwater.observe;

import io.breakwater.fault.Fault;
import java.util.Optional;

/**
 * A change of the state of a route's circuit breaker. Immutable.
 *
 * @param route the route's name
 * @param from the state before, in Resilience4j's terms
 * @param to the state after
 * @param reason the rate that opened the circuit breaker, with its threshold; empty when it has not opened, or when an
 *     operator opened it
 * @param lastFault the last fault of the route, except refusals and clients that have gone; empty when there was none
 * @param observed whether the route is only observed, so that no request is refused
 * @param handledBy the app's own pattern, on a route that has a circuit breaker for each; empty for the route's own circuit
 *     breaker
 * @param appsBreaker the name in the registry of a circuit breaker that the app had registered under the route's name, whose
 *     own settings apply; empty when Breakwater created it
 */
public record BreakerTransition(
        String route,
        String from,
        String to,
        Optional<String> reason,
        Optional<Fault> lastFault,
        boolean observed,
        Optional<String> handledBy,
        Optional<String> appsBreaker) {}
