package io.breakwater.operations.series;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Records the series of one route. Thread-safe. An exchange takes no lock, but for the first of a window.
 *
 * <p>Intended race: an exchange that ends while its window is turned over counts in that window, as long as it comes before the
 * next turn; later ones, by a thread that was held up for ten seconds, are lost.
 */
final class RouteRecorder {

    private static final double TAKEN_SHARE = 0.9;

    private volatile LiveWindow current;
    private volatile LiveWindow previous;
    private final ClosedWindows closed = new ClosedWindows();
    /** The window of which {@link #taken} tells. */
    private long takenFrom = Long.MIN_VALUE;

    private long[] taken = new long[LatencyBuckets.COUNT];

    RouteRecorder(long number) {
        this.current = new LiveWindow(number);
        this.previous = new LiveWindow(number - 1);
    }

    /** Returns the window of that number, or the one under way when that is no longer open. */
    LiveWindow window(long number) {
        LiveWindow window = current;
        return window.number == number ? window : turnTo(number);
    }

    private synchronized LiveWindow turnTo(long number) {
        if (number > current.number) {
            closed.add(previous);
            previous = current;
            current = new LiveWindow(number);
        }
        return number == previous.number ? previous : current;
    }

    /**
     * Returns the latency within which nine of ten exchanges ended since the last call; empty when none did.
     *
     * @param number the window under way
     */
    synchronized OptionalLong takeLatency(long number) {
        LiveWindow live = turnTo(number);
        long[] counts = new long[LatencyBuckets.COUNT];
        live.addLatenciesTo(counts);
        long[] now = counts.clone();
        if (takenFrom == live.number) {
            subtract(counts, taken);
        } else if (takenFrom == previous.number) {
            previous.addLatenciesTo(counts);
            subtract(counts, taken);
        }
        takenFrom = live.number;
        taken = now;
        long all = sum(counts);
        return all == 0
                ? OptionalLong.empty()
                : OptionalLong.of(LatencyBuckets.upperNanos(LatencyBuckets.quantile(counts, TAKEN_SHARE)));
    }

    private static void subtract(long[] counts, long[] known) {
        for (int bucket = 0; bucket < LatencyBuckets.COUNT; bucket++) {
            counts[bucket] -= known[bucket];
        }
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** Returns the number of the last window that had an exchange or a look. */
    long lastNumber() {
        return current.number;
    }

    /**
     * Returns the series.
     *
     * @param route the route's name
     * @param number the window under way
     * @param start the start of that window
     * @param passed how much of it has passed
     */
    synchronized RouteSeries read(String route, long number, Instant start, Duration passed) {
        List<SeriesWindow> windows = new ArrayList<>(RouteSeries.WINDOWS);
        Duration length = Duration.ofSeconds(RouteSeries.WINDOW_SECONDS);
        for (int back = RouteSeries.WINDOWS - 1; back >= 0; back--) {
            windows.add(read(number - back, start.minus(length.multipliedBy(back)), back == 0 ? passed : length));
        }
        return new RouteSeries(route, windows, total(windows, number));
    }

    private SeriesWindow read(long number, Instant start, Duration length) {
        if (number == current.number) {
            return read(current, start, length);
        }
        if (number == previous.number) {
            return read(previous, start, length);
        }
        if (!closed.has(number)) {
            return new SeriesWindow(start, length, 0, 0, 0, 0, 0, 0, Optional.empty(), OptionalInt.empty());
        }
        return new SeriesWindow(
                start,
                length,
                closed.count(AnswerKind.GOOD, number),
                closed.count(AnswerKind.FAILED, number),
                closed.count(AnswerKind.PAGE, number),
                closed.count(AnswerKind.REFUSED, number),
                closed.count(AnswerKind.CLIENT_GONE, number),
                closed.attempts(number),
                closedLatency(number),
                permits(closed.permitsPlusOne(number)));
    }

    private static SeriesWindow read(LiveWindow window, Instant start, Duration length) {
        long[] latencies = new long[LatencyBuckets.COUNT];
        window.addLatenciesTo(latencies);
        return new SeriesWindow(
                start,
                length,
                window.count(AnswerKind.GOOD),
                window.count(AnswerKind.FAILED),
                window.count(AnswerKind.PAGE),
                window.count(AnswerKind.REFUSED),
                window.count(AnswerKind.CLIENT_GONE),
                window.attempts(),
                latency(latencies),
                permits(window.permitsPlusOne()));
    }

    private SeriesWindow total(List<SeriesWindow> windows, long number) {
        long[] latencies = new long[LatencyBuckets.COUNT];
        closed.addLatenciesTo(latencies, number);
        for (LiveWindow live : List.of(previous, current)) {
            if (live.number > number - RouteSeries.WINDOWS) {
                live.addLatenciesTo(latencies);
            }
        }
        return new SeriesWindow(
                windows.get(0).start(),
                windows.stream().map(SeriesWindow::length).reduce(Duration.ZERO, Duration::plus),
                windows.stream().mapToLong(SeriesWindow::good).sum(),
                windows.stream().mapToLong(SeriesWindow::failed).sum(),
                windows.stream().mapToLong(SeriesWindow::page).sum(),
                windows.stream().mapToLong(SeriesWindow::refused).sum(),
                windows.stream().mapToLong(SeriesWindow::clientGone).sum(),
                windows.stream().mapToLong(SeriesWindow::attempts).sum(),
                latency(latencies),
                windows.stream()
                        .map(SeriesWindow::permitsInUse)
                        .flatMapToInt(OptionalInt::stream)
                        .max());
    }

    private Optional<SeriesWindow.Latency> closedLatency(long number) {
        if (closed.quantile(0, number) < 0) {
            return Optional.empty();
        }
        return Optional.of(new SeriesWindow.Latency(
                duration(closed.quantile(0, number)),
                duration(closed.quantile(1, number)),
                duration(closed.quantile(2, number))));
    }

    private static Optional<SeriesWindow.Latency> latency(long[] latencies) {
        if (sum(latencies) == 0) {
            return Optional.empty();
        }
        return Optional.of(new SeriesWindow.Latency(
                duration(LatencyBuckets.quantile(latencies, ClosedWindows.SHARES[0])),
                duration(LatencyBuckets.quantile(latencies, ClosedWindows.SHARES[1])),
                duration(LatencyBuckets.quantile(latencies, ClosedWindows.SHARES[2]))));
    }

    private static Duration duration(int bucket) {
        return Duration.ofNanos(LatencyBuckets.upperNanos(bucket));
    }

    private static OptionalInt permits(int plusOne) {
        return plusOne == 0 ? OptionalInt.empty() : OptionalInt.of(plusOne - 1);
    }
}
