package io.breakwater.observe;

import java.util.Optional;

/**
 * Which circuit breaker of an engine. Replicas of one app have the same. Immutable.
 *
 * @param route the route's name
 * @param handledBy the app's own pattern, on a route that has a circuit breaker for each; empty for the route's own
 */
public record BreakerId(String route, Optional<String> handledBy) {}
