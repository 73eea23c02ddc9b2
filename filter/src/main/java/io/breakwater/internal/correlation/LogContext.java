package io.breakwater.internal.correlation;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The ids in the log's context (SLF4J's MDC) of the current thread. {@link #close} puts back what was there before, which is
 * not always nothing: an outer filter may have set them too.
 */
public final class LogContext implements AutoCloseable {

    /** The MDC key of the correlation id. */
    public static final String CORRELATION_ID = "correlationId";
    /** The MDC key of the trace id that came in {@code traceparent}, which tracers use, too. */
    public static final String TRACE_ID = "traceId";
    /** The MDC key by which tracers tell the id of the span. */
    static final String SPAN_ID = "spanId";

    /** What nearly every request finds, so that it need not be made for each: nothing from outside. */
    private static final LogContext NOTHING_OUTSIDE = new LogContext(null, null, null, false, false);

    private static final LogContext NOTHING_OUTSIDE_TRACED = new LogContext(null, null, null, true, false);

    private final @Nullable String outerCorrelationId;
    private final @Nullable String outerTraceId;
    private final @Nullable String outerSpanId;
    private final boolean traced;
    private final boolean spanned;

    private LogContext(
            @Nullable String outerCorrelationId,
            @Nullable String outerTraceId,
            @Nullable String outerSpanId,
            boolean traced,
            boolean spanned) {
        this.outerCorrelationId = outerCorrelationId;
        this.outerTraceId = outerTraceId;
        this.outerSpanId = outerSpanId;
        this.traced = traced;
        this.spanned = spanned;
    }

    /** Sets the ids for the current thread, until {@link #close} on the same thread. */
    public static LogContext open(String correlationId, TraceIds trace) {
        boolean traced = trace.traceId().isPresent();
        boolean spanned = trace.spanId().isPresent();
        LogContext context = outside(traced, spanned);
        MDC.put(CORRELATION_ID, correlationId);
        if (traced) {
            MDC.put(TRACE_ID, trace.traceId().get());
        }
        if (spanned) {
            MDC.put(SPAN_ID, trace.spanId().get());
        }
        return context;
    }

    private static LogContext outside(boolean traced, boolean spanned) {
        String correlationId = MDC.get(CORRELATION_ID);
        String traceId = traced ? MDC.get(TRACE_ID) : null;
        if (correlationId == null && traceId == null && !spanned) {
            return traced ? NOTHING_OUTSIDE_TRACED : NOTHING_OUTSIDE;
        }
        return new LogContext(correlationId, traceId, spanned ? MDC.get(SPAN_ID) : null, traced, spanned);
    }

    @Override
    public void close() {
        restore(CORRELATION_ID, outerCorrelationId);
        if (traced) {
            restore(TRACE_ID, outerTraceId);
        }
        if (spanned) {
            restore(SPAN_ID, outerSpanId);
        }
    }

    private static void restore(String key, @Nullable String outer) {
        if (outer == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, outer);
        }
    }
}
