package io.breakwater.page;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that a page may speak of. Immutable.
 *
 * @param fault why the downstream failed
 * @param status the status the visitor gets: 502, 503 or 504
 * @param correlationId the reference id, already checked to be {@code [A-Za-z0-9._~-]}
 * @param time when it failed
 * @param method the request's method, as sent
 * @param path the request's path as sent, without query and path parameters: to be escaped wherever it is shown
 * @param route the route's name
 * @param downstream what operators call the service behind; never an address
 * @param failedRoute the name of the route whose downstream failed: {@code route}, unless the app has named another
 * @param label what visitors call that downstream, in any language; empty when not told
 * @param reach how far the request got at most: an attempt that may have been executed outweighs a later one that was never
 *     sent, because the visitor is told whether it is safe to send again
 * @param receivedStatus the status the downstream gave, where it gave one
 * @param retryAfter when it is worth to try again; empty when that is not known
 * @param cause the exception behind the fault, for {@code page.details} only
 */
public record PageModel(
        Fault fault,
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
        Optional<Throwable> cause) {}
