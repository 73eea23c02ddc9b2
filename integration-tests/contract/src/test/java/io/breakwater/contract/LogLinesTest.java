package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

final class LogLinesTest {
    private static final Logger logger = LoggerFactory.getLogger("harbour.pier");

    @Test
    void aLineIsFoundByTheIdInItsMessageOrItsMdc() {
        try (LogLines lines = LogLines.of("harbour")) {
            logger.info("id={} in the message", "id-1");
            MDC.put("requestId", "id-1");
            logger.info("in the MDC");
            MDC.remove("requestId");
            logger.info("id=id-2 of another");

            assertThat(lines.withId("id-1"))
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly("id=id-1 in the message", "in the MDC");
        }
    }

    @Test
    void onlyLinesOfItsLoggerItsLevelAndItsTimeAreKept() {
        logger.warn("before");
        LogLines lines = LogLines.of("harbour.pier");
        logger.info("low");
        logger.warn("high");
        LoggerFactory.getLogger("sea").warn("elsewhere");
        lines.close();
        logger.warn("after");

        assertThat(lines.messages(Level.WARN)).containsExactly("high");
        assertThat(lines.events()).hasSize(2);
    }
}
