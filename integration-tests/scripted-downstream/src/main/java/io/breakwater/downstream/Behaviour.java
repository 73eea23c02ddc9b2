package io.breakwater.downstream;

import java.io.IOException;

/**
 * What the downstream does with a request. One small class each; it must be thread-safe, for requests come side by side.
 */
@FunctionalInterface
public interface Behaviour {
    /**
     * Does it. The request was read whole (as far as the client sent it), unless it {@link #interruptsUpload}; afterwards the connection is kept for the
     * next one, unless the behaviour ended it.
     *
     * @throws IOException when the client went away, or the behaviour was replaced while it waited; ends the connection
     */
    void serve(Call call) throws IOException;

    /** Whether it is asked as soon as the head of a request is there, its body still on its way. */
    default boolean interruptsUpload() {
        return false;
    }

    /** How connections are met while this is the downstream's own behaviour, not that of a path. */
    default Door door() {
        return Door.OPEN;
    }
}
