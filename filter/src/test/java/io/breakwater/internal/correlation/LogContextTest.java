package io.breakwater.internal.correlation;

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
        try (LogContext context =
                LogContext.open("id-12345", new TraceIds(Optional.of("trace"), Optional.of("span")))) {
            assertThat(MDC.get("correlationId")).isEqualTo("id-12345");
            assertThat(MDC.get("traceId")).isEqualTo("trace");
            assertThat(MDC.get("spanId")).isEqualTo("span");
        }
        assertThat(MDC.get("correlationId")).isNull();
        assertThat(MDC.get("traceId")).isNull();
        assertThat(MDC.get("spanId")).isNull();
    }

    @Test
    void whatATracerTellsOfThisThreadGoesBeforeWhatTheClientHasSent() {
        String traceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        assertThat(TraceIds.ofThread(traceParent))
                .isEqualTo(new TraceIds(Optional.of("0af7651916cd43dd8448eb211c80319c"), Optional.empty()));

        MDC.put("traceId", "trace");
        MDC.put("spanId", "span");

        assertThat(TraceIds.ofThread(traceParent)).isEqualTo(new TraceIds(Optional.of("trace"), Optional.of("span")));
    }

    @Test
    void whatAnOuterFilterHadSetComesBack() {
        MDC.put("correlationId", "outer");
        MDC.put("traceId", "outer-trace");
        try (LogContext context = LogContext.open("inner", TraceIds.of(null))) {
            assertThat(MDC.get("correlationId")).isEqualTo("inner");
            assertThat(MDC.get("traceId")).isEqualTo("outer-trace");
        }
        assertThat(MDC.get("correlationId")).isEqualTo("outer");
        assertThat(MDC.get("traceId")).isEqualTo("outer-trace");
    }
}
