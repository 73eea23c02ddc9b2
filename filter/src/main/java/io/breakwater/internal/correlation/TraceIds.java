package io.breakwater.internal.correlation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What log lines tell of a request's trace. Immutable.
 *
 * @param traceId the trace's id; empty when nobody traces
 * @param spanId the span's id; empty when the trace is known by {@code traceparent} alone
 */
public record TraceIds(Optional<String> traceId, Optional<String> spanId) {

    private static final TraceIds NONE = new TraceIds(Optional.empty(), Optional.empty());

    /** What the header {@code traceparent} tells, null when there is none. */
    public static TraceIds of(@Nullable String header) {
        Optional<String> traceId = TraceParent.traceId(header);
        return traceId.isEmpty() ? NONE : new TraceIds(traceId, Optional.empty());
    }

    /** What the log's context of this thread tells, where a tracer has begun a span; else what that header does. */
    public static TraceIds ofThread(@Nullable String header) {
        String traceId = MDC.get(LogContext.TRACE_ID);
        return traceId == null
                ? of(header)
                : new TraceIds(Optional.of(traceId), Optional.ofNullable(MDC.get(LogContext.SPAN_ID)));
    }
}
