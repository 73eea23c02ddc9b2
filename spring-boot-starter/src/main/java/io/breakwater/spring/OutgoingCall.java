package io.breakwater.spring;

import io.breakwater.Breakwater;
import io.breakwater.Deadline;
import io.breakwater.internal.correlation.LogContext;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;

/**
 * What a call to a downstream takes along from the request that it is made for, as long as it is made on the container's
 * thread. A header that is there already stays. Thread-safe.
 */
final class OutgoingCall {

    private final Supplier<Breakwater> engine;
    private final Optional<String> deadlineHeader;
    private volatile @Nullable String correlationHeader;

    /**
     * @param engine is asked when there is a request to make a call for, and not before: beans that the engine is made of may
     *     be made with a client's builder
     */
    OutgoingCall(Supplier<Breakwater> engine, BreakwaterProperties properties) {
        this.engine = engine;
        this.deadlineHeader = properties.headerOfDeadline();
    }

    void addTo(HttpHeaders headers) {
        String id = MDC.get(LogContext.CORRELATION_ID);
        if (id != null) {
            add(headers, correlationHeader(), id);
        }
        if (deadlineHeader.isPresent()) {
            add(
                    headers,
                    deadlineHeader.get(),
                    Deadline.current()
                            .map(deadline -> Long.toString(deadline.leftMillis()))
                            .orElse(null));
        }
    }

    /** The engine's, which stays the same as long as it lives; threads that ask at once get one answer. */
    private String correlationHeader() {
        String known = correlationHeader;
        if (known == null) {
            known = engine.get().correlationHeader();
            correlationHeader = known;
        }
        return known;
    }

    private static void add(HttpHeaders headers, String name, @Nullable String value) {
        if (value != null && headers.getFirst(name) == null) {
            headers.set(name, value);
        }
    }
}
