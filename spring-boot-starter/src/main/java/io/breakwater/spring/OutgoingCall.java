package io.breakwater.spring;

import io.breakwater.Breakwater;
import io.breakwater.Deadline;
import io.breakwater.correlation.LogContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;

/**
 * What a call to a downstream takes along from the request that it is made for, as long as it is made on the container's
 * thread. A header that is there already stays. Thread-safe.
 */
final class OutgoingCall {

    private final String correlationHeader;
    private final Optional<String> deadlineHeader;

    OutgoingCall(Breakwater breakwater, BreakwaterProperties properties) {
        this.correlationHeader = breakwater.correlationHeader();
        this.deadlineHeader = properties.headerOfDeadline();
    }

    void addTo(HttpHeaders headers) {
        add(headers, correlationHeader, MDC.get(LogContext.CORRELATION_ID));
        if (deadlineHeader.isPresent()) {
            add(
                    headers,
                    deadlineHeader.get(),
                    Deadline.current()
                            .map(deadline -> Long.toString(deadline.leftMillis()))
                            .orElse(null));
        }
    }

    private static void add(HttpHeaders headers, String name, @Nullable String value) {
        if (value != null && headers.getFirst(name) == null) {
            headers.set(name, value);
        }
    }
}
