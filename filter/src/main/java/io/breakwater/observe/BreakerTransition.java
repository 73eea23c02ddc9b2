package io.breakwater.observe;

import io.breakwater.fault.Fault;
import java.util.Optional;

/**
 * A route's circuit breaker changed its state. Immutable.
 *
 * @param route the route's name
 * @param from the state before, in Resilience4j's words
 * @param to the state since
 * @param reason the rate that opened it, with its threshold; empty when it has not opened, or somebody opened it by hand
 * @param lastFault the fault seen last on the route, refusals and vanished clients left aside; empty when there was none yet
 * @param observed whether the route is only observed, so that nobody is turned away
 * @param handledBy the app's own pattern whose breaker it is, where a route has one for each; empty for the route's own
 * @param appsBreaker its name in the registry, where the app had a breaker there under the route's name, whose settings hold then;
 *     empty for one of ours
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
