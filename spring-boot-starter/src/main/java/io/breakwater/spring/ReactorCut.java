package io.breakwater.spring;

import io.breakwater.Deadline;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

/**
 * Closes a connection of Reactor Netty's once its deadline is missed. Looks on a thread of Reactor's when the deadline is due, and
 * a few times after that, since the page goes out a moment later. Loaded only where there is Reactor.
 */
final class ReactorCut implements Runnable {

    private static final long PAUSE_MILLIS = 100;
    private static final int LOOKS_AFTER_DEADLINE = 20;

    private final Disposable connection;
    private final Deadline deadline;
    /** By one thread after the other. */
    private int looks;

    ReactorCut(Object connection, Deadline deadline) {
        this.connection = (Disposable) connection;
        this.deadline = deadline;
    }

    void look() {
        Schedulers.parallel().schedule(this, deadline.leftMillis() + PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        if (deadline.isMissed()) {
            connection.dispose();
        } else if (!deadline.isOver() || looks++ < LOOKS_AFTER_DEADLINE) {
            look();
        }
    }
}
