package io.breakwater.internal.watchdog;

import io.breakwater.internal.config.ConcurrencySettings;
import io.breakwater.internal.config.RouteSettings;
import io.breakwater.internal.config.TimeoutSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A route's time-outs in nanoseconds, worked out once for all its exchanges. Immutable.
 *
 * @param exchangeNanos until the response starts, retries included
 * @param attemptNanos the same for one attempt
 * @param endsIdle whether a response that has started may be idle for too long
 * @param idleLookNanos how often a response that has started is looked at, and one that may have
 * @param clientWaitNanos how long an exchange keeps its place while it waits for its client
 * @param placeLookNanos how soon it is looked at for that; long where places are not limited
 */
public record TimeLimits(
        long exchangeNanos,
        long attemptNanos,
        boolean endsIdle,
        long idleLookNanos,
        long clientWaitNanos,
        long placeLookNanos) {

    /** An idle response is looked at this often within the idle time-out, to see whether bytes were written in between. */
    public static final int IDLE_LOOKS = 4;

    public static final long LONG_NANOS = TimeUnit.HOURS.toNanos(1);

    /** A limit that learns wants to know soon of an exchange that takes its time on purpose. */
    private static final long LEARNING_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    public static TimeLimits of(TimeoutSettings timeouts, ConcurrencySettings concurrency) {
        long clientWait = timeouts.clientWait().toNanos();
        long look = concurrency.isAuto() ? Math.min(clientWait, LEARNING_LOOK_NANOS) : clientWait;
        return new TimeLimits(
                timeouts.exchange().toNanos(),
                timeouts.attempt().toNanos(),
                timeouts.idle().isPresent(),
                idleLook(timeouts).map(Duration::toNanos).orElse(LONG_NANOS),
                clientWait,
                concurrency.isLimited() ? look : LONG_NANOS);
    }

    /** How soon after it begins the first attempt of any exchange may want to be looked at. */
    public static Duration soonestLook(List<RouteSettings> routes) {
        return Duration.ofNanos(routes.stream()
                .map(route -> of(route.timeouts(), route.concurrency()))
                .mapToLong(
                        limits -> Math.min(limits.attemptNanos, Math.min(limits.idleLookNanos, limits.placeLookNanos)))
                .min()
                .orElse(LONG_NANOS));
    }

    private static Optional<Duration> idleLook(TimeoutSettings timeouts) {
        return timeouts.idle().map(idle -> idle.dividedBy(IDLE_LOOKS));
    }
}
