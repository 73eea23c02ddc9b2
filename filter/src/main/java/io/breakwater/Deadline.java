package io.breakwater;

import io.breakwater.internal.exchange.ExchangeFactory;
import io.breakwater.internal.exchange.TimeLeft;
import jakarta.servlet.ServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How much time a request under guard has left, for an app to hand to whatever it waits for: an HTTP client, a JDBC statement,
 * a queue. After it the visitor has the page, and work that still goes on is in vain.
 *
 * <p>It is the shorter of what is left of the attempt under way and of the whole exchange, and it follows retries. Time in
 * which the client was still sending its request does not count, so it may grow while a body is read.
 *
 * <p>Thread-safe: ask for it where the request is, and take it along to any thread.
 */
public final class Deadline {

    private static final long MILLIS = 1_000;

    private final TimeLeft left;

    private Deadline(TimeLeft left) {
        this.left = left;
    }

    /**
     * The deadline of a request.
     *
     * @param request as the app got it, or any wrapper of that
     * @return empty when no {@link BreakwaterFilter} guards the request, or it only observes
     */
    public static Optional<Deadline> of(ServletRequest request) {
        return ExchangeFactory.leftOf(request).map(Deadline::new);
    }

    /**
     * The deadline of the request whose code runs on this thread, for code that has no request at hand: on the container's own
     * thread, in its asynchronous dispatches, and in tasks of {@code AsyncContext.start}.
     *
     * @return empty on any other thread, and when no {@link BreakwaterFilter} guards the request, or it only observes
     */
    public static Optional<Deadline> current() {
        return ExchangeFactory.leftOnThisThread().map(Deadline::new);
    }

    /**
     * The time left, at least a millisecond: no time at all means "for ever" to most clients. {@link #isOver()} tells when
     * there is none.
     */
    public Duration left() {
        return Duration.ofMillis(leftMillis());
    }

    /** The time left, but no more than {@code most}: for a call that has a limit of its own. */
    public Duration leftAtMost(Duration most) {
        Duration left = left();
        return left.compareTo(most) < 0 ? left : most;
    }

    /** The time left in milliseconds, at least 1. */
    public long leftMillis() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(left.leftNanos()));
    }

    /** The time left in whole seconds, rounded up, at least 1: for {@code java.sql.Statement.setQueryTimeout}. */
    public int leftSeconds() {
        return Math.toIntExact((leftMillis() + MILLIS - 1) / MILLIS);
    }

    /** Whether no time is left. */
    public boolean isOver() {
        return left.leftNanos() <= 0;
    }

    /**
     * Whether the page went out in the app's place, because no time was left: whatever is still read for the request is read in
     * vain. False for a response that has begun in time, however long it goes on.
     */
    public boolean isMissed() {
        return left.isTaken();
    }

    @Override
    public String toString() {
        return isOver() ? "over" : left() + " left";
    }
}
