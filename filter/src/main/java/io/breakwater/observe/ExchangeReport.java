package io.breakwater.observe;

import io.breakwater.fault.Fault;
import java.time.Duration;
import java.util.Optional;

/**
 * How an exchange ended. Immutable.
 *
 * @param correlationId its id, the same as in headers, page and log context
 * @param route the route's name
 * @param downstream what people call the service behind it; empty when not configured
 * @param method the request's method, as sent
 * @param path the request's path as sent, without query and path parameters, and at most 500 characters of it
 * @param fault why it failed; empty when the app's answer, or the app's own exception, went out
 * @param status the status the client was given; 499 when it had gone
 * @param ending how the response came to its end
 * @param attempts attempts made; 0 when it was refused
 * @param elapsed from the request's arrival
 * @param deadlineLeft time left until its deadline; zero when there was none left
 * @param breakerState the breaker's state afterwards, in Resilience4j's words; {@code DISABLED} when the route has none
 * @param appsBreaker the name of the circuit breaker of the app's own that had a say: the one that refused the call, or else the one
 *     that was in the registry under the route's name, so that its settings hold for the route; empty when there is none
 * @param cause the exception the fault was read from; empty when there was none
 * @param observed whether the route was only observed: then {@code fault} is what the guard found, {@code status} and
 *     {@code ending} are what the client was given without it, and {@code attempts} is 1
 * @param suppressedAction what would have been done had the route not only been observed; empty when nothing, or when it was guarded
 * @param suppressedFault what that would have been done for: the same as {@code fault}, unless the call that was made all the same came
 *     to something else; a refusal's is {@link Fault#CIRCUIT_OPEN} or {@link Fault#CONCURRENCY_LIMIT}; empty where {@code suppressedAction} is
 */
public record ExchangeReport(
        String correlationId,
        String route,
        Optional<String> downstream,
        String method,
        String path,
        Optional<Fault> fault,
        int status,
        Ending ending,
        int attempts,
        Duration elapsed,
        Duration deadlineLeft,
        String breakerState,
        Optional<String> appsBreaker,
        Optional<Throwable> cause,
        boolean observed,
        Optional<SuppressedAction> suppressedAction,
        Optional<Fault> suppressedFault) {

    /** What the guard would have done first. */
    public enum SuppressedAction {
        /** Turned away by the breaker or the concurrency limit. */
        REFUSE,
        /** Tried again. */
        RETRY,
        /** Answered with our page. */
        PAGE,
        /** Broken off, having started. */
        ABORT
    }

    /** How a response came to its end. */
    public enum Ending {
        /** The app's own answer, or its own exception, went out untouched. */
        RELEASED,
        /** Our page went out. */
        PAGE,
        /** It had started and could not be completed, so the connection was broken. */
        ABORTED,
        /** The client had gone. */
        CLIENT_GONE
    }
}
