package io.breakwater.internal.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Writes from one level on to the journals. Thread-safe. */
final class JournalLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;

    private final Level least;

    JournalLogger(String name, Level least) {
        this.name = name;
        this.least = least;
    }

    @Override
    public boolean isTraceEnabled() {
        return includes(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return includes(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return includes(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return includes(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return includes(Level.ERROR);
    }

    private boolean includes(Level level) {
        return level.toInt() >= least.toInt();
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            Object @Nullable [] arguments,
            @Nullable Throwable cause) {
        String event = MessageFormatter.basicArrayFormat(message, arguments);
        Logs.write(level + " " + name + " " + event, cause);
    }
}
