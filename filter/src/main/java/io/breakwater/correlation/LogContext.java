package io.breakwater.correlation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The ids in the log's context (SLF4J's MDC) of the current thread. {@link #close} puts back what was there before, which is
 * not always nothing: an outer filter may have set them too.
 */
public final class LogContext implements AutoCloseable {

    /** The MDC key of the correlation id. */
    public static final String CORRELATION_ID = "correlationId";
    /** The MDC key of the trace id that came in {@code traceparent}. */
    public static final String TRACE_ID = "traceId";

    /** What nearly every request finds, so that it need not be made for each: nothing from outside. */
    private static final LogContext NOTHING_OUTSIDE = new LogContext(null, null, false);

    private static final LogContext NOTHING_OUTSIDE_TRACED = new LogContext(null, null, true);

    private final @Nullable String outerCorrelationId;
    private final @Nullable String outerTraceId;
    private final boolean traced;

    private LogContext(@Nullable String outerCorrelationId, @Nullable String outerTraceId, boolean traced) {
        this.outerCorrelationId = outerCorrelationId;
        this.outerTraceId = outerTraceId;
        this.traced = traced;
    }

    /** Sets the ids for the current thread, until {@link #close} on the same thread. */
    public static LogContext open(String correlationId, Optional<String> traceId) {
        LogContext context = outside(traceId.isPresent());
        MDC.put(CORRELATION_ID, correlationId);
        if (traceId.isPresent()) {
            MDC.put(TRACE_ID, traceId.get());
        }
        return context;
    }

    private static LogContext outside(boolean traced) {
        String correlationId = MDC.get(CORRELATION_ID);
        String traceId = traced ? MDC.get(TRACE_ID) : null;
        if (correlationId == null && traceId == null) {
            return traced ? NOTHING_OUTSIDE_TRACED : NOTHING_OUTSIDE;
        }
        return new LogContext(correlationId, traceId, traced);
    }

    @Override
    public void close() {
        restore(CORRELATION_ID, outerCorrelationId);
        if (traced) {
            restore(TRACE_ID, outerTraceId);
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
