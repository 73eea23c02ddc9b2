package io.breakwater.example.storefront.tour;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Remembers the latest log events, as the console would show them. Thread-safe. */
final class LogMemory extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final int EVENTS_KEPT = 2_000;

    private final Deque<String> events = new ArrayDeque<>();
    private final Logger root;

    private LogMemory(LoggerContext context) {
        this.root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        setContext(context);
    }

    static LogMemory attach() {
        LogMemory memory = new LogMemory((LoggerContext) LoggerFactory.getILoggerFactory());
        memory.start();
        memory.root.addAppender(memory);
        return memory;
    }

    @Override
    protected void append(ILoggingEvent event) {
        Map<String, String> context = event.getMDCPropertyMap();
        String line = "[" + context.getOrDefault("correlationId", "-") + "] " + event.getFormattedMessage();
        synchronized (events) {
            if (events.size() == EVENTS_KEPT) {
                events.removeFirst();
            }
            events.addLast(line);
        }
    }

    boolean mentions(String text) {
        synchronized (events) {
            return events.stream().anyMatch(line -> line.contains(text));
        }
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
    }
}
