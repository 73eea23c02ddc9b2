package io.breakwater.operations.recent;

import io.breakwater.fault.Fault;
import io.breakwater.observe.AttemptReport;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.observe.ExchangeReport.SuppressedAction;
import io.breakwater.observe.RetryRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An exchange that is remembered, without anything of the request that may be secret. Immutable.
 *
 * @param correlationId the correlation ID, as in headers, page and log context
 * @param arrived the time of the request's arrival
 * @param route the route's name
 * @param downstream the name of the downstream for operators; empty when not configured
 * @param method the request's method, at most {@value #LONGEST_METHOD} printable characters of it
 * @param path the request's path without query and path parameters, at most {@value #LONGEST_PATH} printable characters of it
 * @param fault the reason of the failure; empty for a good answer and for the app's own exception
 * @param attempts each attempt, in order, at most {@value #MOST_ATTEMPTS}; empty when the exchange was refused
 * @param attemptCount how many attempts there were; 0 when the exchange was refused
 * @param retryRefusal why the last failure was not followed by another attempt, although {@code retry.on} lists it; empty
 *     otherwise
 * @param status the status of the response; 499 when the client had gone
 * @param ending how the response ended
 * @param elapsed the time since the request's arrival
 * @param deadlineLeft the time left until the deadline; zero when it had passed
 * @param breakerState the circuit breaker's state afterwards, in Resilience4j's terms
 * @param appsBreaker the name of the app's own circuit breaker that took part; empty when there is none
 * @param causes the exception behind the fault and its causes, the outermost first; empty when there was none
 * @param observed whether the route was only observed
 * @param suppressedAction what the filter would have done, had the route not only been observed; empty for nothing
 * @param suppressedFault the fault for which the filter would have done it; empty where {@code suppressedAction} is
 * @param incident the {@linkplain io.breakwater.observe.Incident#id() ID} of the incident that was open on the route; empty
 *     when none was
 * @param opensIncident whether it is one of the first failures of that incident, which a flood does not push out
 * @param injected whether something was injected into any of its attempts, as for a game day
 */
public record ExchangeRecord(
        String correlationId,
        Instant arrived,
        String route,
        Optional<String> downstream,
        String method,
        String path,
        Optional<Fault> fault,
        List<AttemptReport> attempts,
        int attemptCount,
        Optional<RetryRefusal> retryRefusal,
        int status,
        Ending ending,
        Duration elapsed,
        Duration deadlineLeft,
        String breakerState,
        Optional<String> appsBreaker,
        List<ThrownRecord> causes,
        boolean observed,
        Optional<SuppressedAction> suppressedAction,
        Optional<Fault> suppressedFault,
        Optional<String> incident,
        boolean opensIncident,
        boolean injected) {

    /** The longest method that is kept, in characters. */
    public static final int LONGEST_METHOD = 32;

    /** The longest path that is kept, in characters. */
    public static final int LONGEST_PATH = 500;

    /** How many attempts of an exchange are kept. */
    public static final int MOST_ATTEMPTS = 20;

    public ExchangeRecord {
        attempts = List.copyOf(attempts);
        causes = List.copyOf(causes);
    }

    /** Returns whether the exchange failed: it has a fault, and the client had not left. */
    public boolean isFailure() {
        return fault.isPresent() && fault.get() != Fault.CLIENT_GONE;
    }
}
