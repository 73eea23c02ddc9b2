package io.breakwater.internal.watchdog;

/** Where tasks stand that want to be woken. Thread-safe. */
public interface TaskBoard {

    /** Runs {@code task} at its time, until it is disarmed. */
    void arm(WatchdogTask task);

    /** Takes {@code task} off; it may be running this very moment. */
    void disarm(WatchdogTask task);
}
