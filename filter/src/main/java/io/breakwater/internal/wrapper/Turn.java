package io.breakwater.internal.wrapper;

/**
 * One operation of the app's on what it may lose at any moment, from {@link ResponseOwnership#begin} until it is closed. The head of a
 * {@code try} is the only place for it, so that no way out of the operation leaves the app in it for ever.
 */
public interface Turn extends AutoCloseable {

    @Override
    void close();
}
