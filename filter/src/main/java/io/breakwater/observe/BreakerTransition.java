package io.breakwater.observe;

import io.breakwater.fault.Fault;
import java.util.Optional;

/**
 * A route's circuit breaker changed its state. Immutable.
 *
 * @param route the route's name
 * @param from the state before, in Resilience4j's words
 * @param to the state since
 * @param lastFault the fault seen last on the route; empty when there was none yet
 * @param observed whether the route is only observed, so that nobody is turned away
 */
public record BreakerTransition(String route, String from, String to, Optional<Fault> lastFault, boolean observed) {}
