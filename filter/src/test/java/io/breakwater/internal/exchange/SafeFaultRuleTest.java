package io.breakwater.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.breakwater.fault.Fault;
import io.breakwater.fault.FaultRule;
import io.breakwater.internal.log.Logs;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SafeFaultRuleTest {

    private final Throwable thrown = new IllegalStateException("app");

    @Test
    void aRuleThatThrowsIsLoggedOnceAndHasNothingToSay() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Logs.nameOf(SafeFaultRule.class));
        lines.start();
        logger.addAppender(lines);
        try {
            FaultRule broken = new SafeFaultRule(cause -> {
                throw new NoClassDefFoundError("a library that is not there");
            });

            assertThat(broken.faultOf(thrown)).isEmpty();
            assertThat(broken.faultOf(thrown)).isEmpty();
            assertThat(lines.list).hasSize(1);
        } finally {
            logger.detachAppender(lines);
        }
    }

    @Test
    void aRuleThatWorksIsHeard() {
        FaultRule rule = new SafeFaultRule(cause -> Optional.of(Fault.POOL_EXHAUSTED));

        assertThat(rule.faultOf(thrown)).contains(Fault.POOL_EXHAUSTED);
    }
}
