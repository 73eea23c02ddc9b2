package io.breakwater.internal.log;

import org.jspecify.annotations.Nullable;

/** A log that every web app has, whatever its libraries. Thread-safe. Internal between rooms. */
@FunctionalInterface
public interface Journal {

    /**
     * Writes an event.
     *
     * @param cause what brought it about; null when nothing was thrown
     */
    void write(String event, @Nullable Throwable cause);
}
