package io.breakwater.observe;

import io.breakwater.fault.Fault;
import java.time.Duration;

/**
 * A time limit that has passed while the app was still at work, so that the response was taken from the app. Immutable.
 *
 * @param correlationId the correlation ID of the exchange
 * @param route the route's name
 * @param fault {@link Fault#RESPONSE_TIMEOUT} when the response had not started, {@link Fault#READ_TIMEOUT} when it had and
 *     stalled
 * @param elapsed the time since the request's arrival
 * @param observed whether the route is only observed, so that the app was left at work
 */
public record DeadlineOverrun(String correlationId, String route, Fault fault, Duration elapsed, boolean observed) {}
