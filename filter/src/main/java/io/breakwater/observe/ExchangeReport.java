package io.breakwater.observe;

import io.breakwater.fault.Fault;
import io.breakwater.page.PageFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The report of an ended exchange. Immutable.
 *
 * @param correlationId the correlation ID, as in headers, page and log context
 * @param route the route's name
 * @param downstream the name of the downstream for operators; empty when not configured
 * @param method the request's method, as sent
 * @param path the request's path as sent, without query and path parameters, and at most 500 characters of it
 * @param fault the reason of the failure; empty when the response or exception of the app was released
 * @param status the status of the response; 499 when the client had gone
 * @param ending how the response ended
 * @param pageFormat the format of the error page that was sent; empty when none was
 * @param attempts the number of attempts; 0 when the exchange was refused, or the route is in maintenance
 * @param attemptReports each attempt, in order; empty when the exchange was refused. Made when asked for where the only attempt
 *     succeeded
 * @param retryRefusal why the last failure was not followed by another attempt, although {@code retry.on} lists it; empty
 *     otherwise, as on a route without retries
 * @param elapsed the time since the request's arrival
 * @param deadlineLeft the time left until the deadline; zero when it had passed
 * @param breakerState the circuit breaker's state afterwards, in Resilience4j's terms; {@code DISABLED} when the route has
 *     none
 * @param appsBreaker the name of the app's own circuit breaker that took part: the one that refused the call, or else the
 *     one that the app had registered under the route's name, so that its settings apply to the route; empty when there is
 *     none
 * @param cause the exception behind the fault; empty when there was none
 * @param observed whether the route was only observed: then {@code fault} is what the filter found, {@code status} and
 *     {@code ending} are what the client got, and {@code attempts} is 1
 * @param suppressedAction what the filter would have done, had the route not only been observed; empty for nothing, or when
 *     the route was guarded
 * @param suppressedFault the fault for which the filter would have done it: equal to {@code fault}, unless the call, which
 *     was made nevertheless, had another outcome; for a refusal, this is {@link Fault#CIRCUIT_OPEN} or {@link
 *     Fault#CONCURRENCY_LIMIT}; empty where {@code suppressedAction} is, and for a planned break, which is no fault
 * @param maintenance whether the route was in maintenance when the request came or when it ended: then its visitor got the page that says
 *     so, or was let through; whatever failed says nothing of the downstream
 * @param injected whether something was injected into any of its attempts, as for a game day: then what came of it says nothing of the
 *     downstream
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
        Optional<PageFormat> pageFormat,
        int attempts,
        List<AttemptReport> attemptReports,
        Optional<RetryRefusal> retryRefusal,
        Duration elapsed,
        Duration deadlineLeft,
        String breakerState,
        Optional<String> appsBreaker,
        Optional<Throwable> cause,
        boolean observed,
        Optional<SuppressedAction> suppressedAction,
        Optional<Fault> suppressedFault,
        boolean maintenance,
        boolean injected) {

    public ExchangeReport {
        attemptReports = List.copyOf(attemptReports);
    }

    @Override
    public List<AttemptReport> attemptReports() {
        return attempts == 1 && attemptReports.isEmpty()
                ? List.of(new AttemptReport(fault, Duration.ZERO, elapsed, Duration.ZERO, OptionalInt.of(status)))
                : attemptReports;
    }

    /** The first action that the filter has suppressed. */
    public enum SuppressedAction {
        /** A refusal by the circuit breaker or the concurrency limit. */
        REFUSE,
        /** The page of a planned break. */
        MAINTENANCE,
        /** Another attempt. */
        RETRY,
        /** The error page. */
        PAGE,
        /** An answer that was kept, in place of the page. */
        STORED,
        /** An abort of a response that had started. */
        ABORT
    }

    /** How a response ended. */
    public enum Ending {
        /** The response or exception of the app was released unchanged. */
        RELEASED,
        /** The error page was sent. */
        PAGE,
        /** The route is in maintenance, and the page that says so was sent. */
        MAINTENANCE,
        /** An answer that was kept was sent in place of the page: {@code stale.enabled}. */
        STORED,
        /** The response had started and could not be completed, so it was aborted. */
        ABORTED,
        /** The client had gone. */
        CLIENT_GONE
    }
}
