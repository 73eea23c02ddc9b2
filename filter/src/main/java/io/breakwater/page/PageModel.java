package io.breakwater.page;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The values that a page may show. Immutable.
 *
 * @param fault the reason of the failure; empty where nothing has failed, because a break is planned
 * @param status the status the visitor gets: 502, 503 or 504
 * @param correlationId the correlation ID, checked to match {@code [A-Za-z0-9._~-]}
 * @param time the time of the failure
 * @param method the request's method, as sent
 * @param path the request's path as sent, without query and path parameters; must be escaped
 * @param route the route's name
 * @param downstream the name of the downstream for operators; never an address
 * @param failedRoute the name of the route whose downstream failed: {@code route}, unless the app has named another
 * @param label the name of that downstream for visitors, in any language; empty when not configured
 * @param reach how far the request got, at most over all attempts: an attempt that may have been executed outweighs a later
 *     one that was never sent, because the page says whether it is safe to send the data again
 * @param receivedStatus the status of the downstream; empty when it sent none
 * @param retryAfter when to try again; empty when unknown
 * @param cause the exception behind the fault, for {@code page.details} only
 * @param maintenance the planned break; empty where there is a {@code fault}
 */
public record PageModel(
        Optional<Fault> fault,
        int status,
        String correlationId,
        Instant time,
        String method,
        String path,
        String route,
        Optional<String> downstream,
        String failedRoute,
        Optional<String> label,
        Reach reach,
        OptionalInt receivedStatus,
        Optional<Duration> retryAfter,
        Optional<Throwable> cause,
        Optional<Maintenance> maintenance) {

    /**
     * A planned break, as the visitor may know it. Immutable.
     *
     * @param until when it ends; empty for no known end
     * @param sentence what the operator says about it, in any language; empty for nothing
     */
    public record Maintenance(Optional<Instant> until, Optional<String> sentence) {}
}
