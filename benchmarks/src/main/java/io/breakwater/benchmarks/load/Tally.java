package io.breakwater.benchmarks.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** How answers were, and how long they took. For one thread, until it is merged into another. */
public final class Tally {

    private static final int DIGITS = 3;
    private static final double MILLI = 1_000_000;

    private final Histogram nanos = new Histogram(DIGITS);
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private long bytes;
    private Duration elapsed = Duration.ZERO;

    void add(Reply reply, long latencyNanos) {
        nanos.recordValue(Math.max(0, latencyNanos));
        statuses.merge(reply.status(), 1, Integer::sum);
        bytes += reply.bytes();
    }

    void add(Tally other) {
        nanos.add(other.nanos);
        other.statuses.forEach((status, count) -> statuses.merge(status, count, Integer::sum));
        bytes += other.bytes;
    }

    void took(Duration duration) {
        elapsed = duration;
    }

    /** How many calls there were. */
    public long calls() {
        return nanos.getTotalCount();
    }

    /** How many of them were answered with that status. */
    public int with(int status) {
        return statuses.getOrDefault(status, 0);
    }

    /** How many bytes of bodies came. */
    public long bytes() {
        return bytes;
    }

    /** Answers of that status in a second. */
    public double perSecond(int status) {
        return with(status) / (elapsed.toNanos() / 1e9);
    }

    /** How long all of them took. */
    public Duration elapsed() {
        return elapsed;
    }

    /** The latency that this share of the calls, in percent, did not exceed, in milliseconds. */
    public double millis(double percentile) {
        return nanos.getValueAtPercentile(percentile) / MILLI;
    }

    /** Which statuses there were, the most frequent first; 0 stands for a broken answer. */
    public String statuses() {
        StringBuilder text = new StringBuilder();
        statuses.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .forEach(entry -> text.append(text.isEmpty() ? "" : ", ")
                        .append(entry.getKey() == 0 ? "broken" : entry.getKey())
                        .append(" × ")
                        .append(entry.getValue()));
        return text.toString();
    }
}
