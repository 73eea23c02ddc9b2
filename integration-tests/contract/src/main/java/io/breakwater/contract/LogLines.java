package io.breakwater.contract;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * The log lines a logger and those below it write from now until {@link #close}. Thread-safe. A line is there once its log
 * call returned, which may be after the client has its answer: await it.
 */
public final class LogLines implements AutoCloseable {
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
    private final Recorder recorder = new Recorder();
    private final Logger logger;

    private LogLines(Logger logger) {
        this.logger = logger;
        recorder.setContext(logger.getLoggerContext());
        recorder.start();
        logger.addAppender(recorder);
    }

    /** Those of the logger with that name, a package's for instance. */
    public static LogLines of(String loggerName) {
        return new LogLines((Logger) LoggerFactory.getLogger(loggerName));
    }

    /** Those of every logger. */
    public static LogLines all() {
        return of(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** Every line so far. */
    public List<ILoggingEvent> events() {
        return List.copyOf(events);
    }

    /** The lines that bear the correlation id, in their message or in the MDC. */
    public List<ILoggingEvent> withId(String correlationId) {
        return events.stream()
                .filter(event -> event.getFormattedMessage().contains(correlationId)
                        || event.getMDCPropertyMap().containsValue(correlationId))
                .toList();
    }

    /** The messages at that level or above. */
    public List<String> messages(Level atLeast) {
        return events.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(atLeast))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(recorder);
        recorder.stop();
    }

    // Logback's own ListAppender keeps its events in a list that must not be read while others log.
    private final class Recorder extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            events.add(event);
        }
    }
}
