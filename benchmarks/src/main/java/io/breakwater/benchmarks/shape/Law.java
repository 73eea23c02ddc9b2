package io.breakwater.benchmarks.shape;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import io.breakwater.internal.config.Priority;
import io.breakwater.internal.config.SettingsLoader;
import io.breakwater.internal.config.SettingsSources;
import io.breakwater.internal.policy.ConcurrencyPermit;
import io.breakwater.internal.policy.ContainerThreads;
import io.breakwater.internal.policy.PlaceEnd;
import io.breakwater.internal.policy.RoutePolicy;
import io.breakwater.internal.policy.Sheddable;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A law that limits how many requests are in flight, made anew for each run.
 *
 * @param name for people
 * @param start makes one, of the time limit of a request
 */
record Law(String name, Function<Duration, Running> start) {

    /** How many threads the simulated container has, where there is one. */
    static final int THREADS = 200;

    static final Law NONE = new Law("none", timeout -> new Netflix(new Fixed(Integer.MAX_VALUE)));
    static final Law AIMD =
            new Law("AIMD", timeout -> new Netflix(AIMDLimit.newBuilder().build()));
    static final Law VEGAS = new Law("Vegas", timeout -> new Netflix(VegasLimit.newDefault()));
    static final Law GRADIENT = new Law("Gradient2", timeout -> new Netflix(Gradient2Limit.newDefault()));
    /** The law that the filter has. */
    static final Law OURS = new Law("Breakwater", timeout -> new Ours(timeout, 0));
    /** The same with its share of the container's threads. */
    static final Law SHARED = new Law("Breakwater, with share", timeout -> new Ours(timeout, THREADS));

    /** All that are compared. */
    static final List<Law> ALL = List.of(
            NONE,
            new Law("fixed at 100", timeout -> new Netflix(new Fixed(100))),
            AIMD,
            VEGAS,
            GRADIENT,
            new Law(
                    "Gradient2, windowed",
                    timeout -> new Netflix(WindowedLimit.newBuilder().build(Gradient2Limit.newDefault()))),
            OURS,
            SHARED);

    /** Returns whether it is the filter's. */
    boolean isOurs() {
        return equals(OURS) || equals(SHARED);
    }

    /** Returns whether it ever refuses a request. */
    boolean limits() {
        return !equals(NONE);
    }

    /** Any request. */
    private static final Sheddable ANY = new Sheddable() {
        @Override
        public Priority priority() {
            return Priority.NORMAL;
        }

        @Override
        public boolean isNeverShed() {
            return false;
        }
    };

    /** One at work. */
    interface Running {

        /** Lets a request in and returns what it holds, or null when it is shed. */
        @Nullable Object enter(long nowNanos);

        /** A request has ended that was let in. */
        void leave(Object held, PlaceEnd end, long startNanos, long nowNanos);
    }

    /** The filter's own, as a route has it, beside another route that is asked for. */
    private static final class Ours implements Running {
        private static final long ASKED_NANOS = 1_000_000_000L;

        private final AtomicLong clock = new AtomicLong();
        private final RoutePolicy route;
        private final RoutePolicy other;
        private long otherAskedNanos;

        Ours(Duration timeout, int threads) {
            ContainerThreads container = new ContainerThreads();
            container.setSize(threads);
            route = policy("auto", timeout, container);
            other = policy("none", timeout, container);
            other.admitExchange(ANY, 0);
        }

        private RoutePolicy policy(String max, Duration timeout, ContainerThreads container) {
            SettingsSources sources = SettingsSources.builder()
                    .set("breakwater.timeout", timeout.toSeconds() + "s")
                    .set("breakwater.attempt-timeout", timeout.toSeconds() + "s")
                    .set("breakwater.concurrency.max", max)
                    .build();
            return new RoutePolicy(
                    SettingsLoader.load(sources).settings().defaults(),
                    CircuitBreakerRegistry.ofDefaults(),
                    clock::get,
                    Optional.of(container));
        }

        @Override
        public @Nullable Object enter(long nowNanos) {
            clock.set(nowNanos);
            if (nowNanos - otherAskedNanos > ASKED_NANOS) {
                otherAskedNanos = nowNanos;
                other.threadLeaves();
                other.admitExchange(ANY, nowNanos);
            }
            return route.admitExchange(ANY, nowNanos);
        }

        @Override
        public void leave(Object held, PlaceEnd end, long startNanos, long nowNanos) {
            clock.set(nowNanos);
            ((ConcurrencyPermit) held).release(end, nowNanos - startNanos, nowNanos);
            route.threadLeaves();
        }
    }

    /** One of Netflix' concurrency-limits, used as their limiters do: failures that came fast teach it nothing. */
    private static final class Netflix implements Running {
        private final Limit limit;
        private int inFlight;

        Netflix(Limit limit) {
            this.limit = limit;
        }

        @Override
        public @Nullable Object enter(long nowNanos) {
            if (inFlight >= limit.getLimit()) {
                return null;
            }
            inFlight++;
            return inFlight;
        }

        @Override
        public void leave(Object held, PlaceEnd end, long startNanos, long nowNanos) {
            inFlight--;
            if (end == PlaceEnd.ANSWERED || end == PlaceEnd.TIMED_OUT) {
                limit.onSample(startNanos, nowNanos - startNanos, (Integer) held, end == PlaceEnd.TIMED_OUT);
            }
        }
    }

    /** One that learns nothing. */
    private record Fixed(int getLimit) implements Limit {

        @Override
        public void notifyOnChange(Consumer<Integer> consumer) {}

        @Override
        public void onSample(long startTime, long rtt, int inflight, boolean didDrop) {}
    }
}
