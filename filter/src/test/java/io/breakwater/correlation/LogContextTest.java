package io.breakwater.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogContextTest {

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void theIdsAreThereWithinAndGoneAfterwards() {
        try (LogContext context = LogContext.open("id-12345", Optional.of("trace"))) {
            assertThat(MDC.get("correlationId")).isEqualTo("id-12345");
            assertThat(MDC.get("traceId")).isEqualTo("trace");
        }
        assertThat(MDC.get("correlationId")).isNull();
        assertThat(MDC.get("traceId")).isNull();
    }

    @Test
    void whatAnOuterFilterHadSetComesBack() {
        MDC.put("correlationId", "outer");
        MDC.put("traceId", "outer-trace");
        try (LogContext context = LogContext.open("inner", Optional.empty())) {
            assertThat(MDC.get("correlationId")).isEqualTo("inner");
            assertThat(MDC.get("traceId")).isEqualTo("outer-trace");
        }
        assertThat(MDC.get("correlationId")).isEqualTo("outer");
        assertThat(MDC.get("traceId")).isEqualTo("outer-trace");
    }
}
