package io.breakwater.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** What is logged during a test. */
final class ConsoleLog implements BeforeEachCallback, AfterEachCallback {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.breakwater");
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    @Override
    public void beforeEach(ExtensionContext context) {
        events.list.clear();
        events.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(events);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.setLevel(null);
        logger.detachAppender(events);
    }

    List<String> lines() {
        return List.copyOf(events.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
