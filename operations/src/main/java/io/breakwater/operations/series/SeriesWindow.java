package io.breakwater.operations.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a route did in one window of time. Immutable.
 *
 * @param start when the window began
 * @param length how long the window is; the one under way is counted as far as it has come
 * @param good exchanges whose answer was the app's, for which no fault was found
 * @param failed exchanges that failed without the page: released, aborted, or the app's own exception
 * @param page exchanges that failed and were answered by the page
 * @param refused exchanges that the circuit breaker or the concurrency limit refused, whatever answered them
 * @param clientGone exchanges whose client had left
 * @param attempts attempts of all these exchanges
 * @param latency the quantiles of the time from arrival to end, of {@code good}, {@code failed} and {@code page}; empty when
 *     there was none
 * @param permitsInUse the most exchanges that were seen waiting for their response to start; empty without a look
 */
public record SeriesWindow(
        Instant start,
        Duration length,
        long good,
        long failed,
        long page,
        long refused,
        long clientGone,
        long attempts,
        Optional<Latency> latency,
        OptionalInt permitsInUse) {

    /**
     * Quantiles of a latency, each at most an eighth too long. Immutable.
     *
     * @param p50 half of the exchanges took no longer
     * @param p95 of twenty exchanges, nineteen took no longer
     * @param p99 of a hundred exchanges, ninety-nine took no longer
     */
    public record Latency(Duration p50, Duration p95, Duration p99) {}

    /** Returns how many exchanges ended. */
    public long exchanges() {
        return good + failed + page + refused + clientGone;
    }

    /** Returns attempts per exchange, refused ones and those whose client left included; 0 without an exchange. */
    public double attemptsPerExchange() {
        long all = exchanges();
        return all == 0 ? 0 : (double) attempts / all;
    }
}
