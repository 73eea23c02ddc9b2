package io.breakwater.operations.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Records what each route did in the last quarter of an hour. A route takes some 18 KB, however many requests it has, and only
 * while it has any; routes come from the settings, so that no client can add one, and more than {@value #MOST_ROUTES} are not
 * recorded.
 *
 * <p>Thread-safe. An exchange takes no lock and allocates nothing, but for the first of a route and of a window.
 */
public final class SeriesRecorder {

    /** More routes than settings may have; what a reload has left behind may come on top. */
    public static final int MOST_ROUTES = 1_100;

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(RouteSeries.WINDOW_SECONDS);

    private final LongSupplier nanoTime;
    private final long originNanos;
    private final Instant origin;
    private final Map<String, RouteRecorder> routes = new ConcurrentHashMap<>();

    /**
     * @param nanoTime the time source
     * @param origin the present time of day
     */
    public SeriesRecorder(LongSupplier nanoTime, Instant origin) {
        this.nanoTime = nanoTime;
        this.originNanos = nanoTime.getAsLong();
        this.origin = origin;
    }

    /**
     * Records an exchange that has ended.
     *
     * @param route the route's name
     * @param attempts how many attempts it had
     * @param elapsedNanos the time since the request's arrival
     */
    public void record(String route, AnswerKind kind, int attempts, long elapsedNanos) {
        long number = number();
        RouteRecorder recorder = recorderOf(route, number);
        if (recorder != null) {
            recorder.window(number).add(kind, attempts, elapsedNanos);
        }
    }

    /** Records a look at how many permits of a route's concurrency limit are in use. */
    public void seePermits(String route, int inUse) {
        long number = number();
        RouteRecorder recorder = inUse == 0 ? routes.get(route) : recorderOf(route, number);
        if (recorder != null) {
            recorder.window(number).seePermits(inUse);
        }
    }

    /**
     * Returns the latency, in nanoseconds, within which nine of ten exchanges of a route ended since the last call; empty when none
     * did. For one caller, which calls about once a second.
     */
    public OptionalLong takeLatency(String route) {
        RouteRecorder recorder = routes.get(route);
        return recorder == null ? OptionalLong.empty() : recorder.takeLatency(number());
    }

    private @Nullable RouteRecorder recorderOf(String route, long number) {
        RouteRecorder recorder = routes.get(route);
        if (recorder == null && routes.size() < MOST_ROUTES) {
            recorder = routes.computeIfAbsent(route, any -> new RouteRecorder(number));
        }
        return recorder;
    }

    private long number() {
        return (nanoTime.getAsLong() - originNanos) / WINDOW_NANOS;
    }

    /** Forgets routes that had no exchange in the time that is remembered. */
    public void forgetIdle() {
        long number = number();
        routes.values().removeIf(recorder -> recorder.lastNumber() <= number - RouteSeries.WINDOWS);
    }

    /** Returns the series of a route; empty when it had no exchange. */
    public Optional<RouteSeries> of(String route) {
        return Optional.ofNullable(routes.get(route)).map(recorder -> read(route, recorder));
    }

    /** Returns the series of all routes that had an exchange, by their names. */
    public List<RouteSeries> all() {
        return routes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .map(entry -> read(entry.getKey(), entry.getValue()))
                .toList();
    }

    private RouteSeries read(String route, RouteRecorder recorder) {
        long passed = nanoTime.getAsLong() - originNanos;
        long number = passed / WINDOW_NANOS;
        return recorder.read(
                route,
                number,
                origin.plusNanos(number * WINDOW_NANOS),
                Duration.ofNanos(passed - number * WINDOW_NANOS));
    }
}
