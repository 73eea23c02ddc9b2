package io.breakwater.fleet;

import io.breakwater.fault.Fault;
import io.breakwater.fleet.wire.Fields;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.operations.replicas.SharedFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Failed exchanges as they are shared: what their line in the log has, and no more of them than Redis and we can bear. Thread-safe. */
final class Failures {

    /** How many the stream keeps, for how long, and how long one may be: two megabytes at most. */
    static final int MOST_KEPT = 2_000;

    static final Duration KEPT = Duration.ofHours(1);

    private static final int LONGEST = 1_024;
    private static final int LONGEST_VALUE = 256;
    private static final int MOST_A_SECOND = 20;
    private static final int MOST_NUMBER = 1_000_000_000;

    private final LongSupplier nanoTime;
    private final AtomicLong second = new AtomicLong();
    private final AtomicInteger inSecond = new AtomicInteger();

    Failures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns whether an exchange is to be shared: it has failed, and there are not too many. */
    boolean takes(ExchangeReport report) {
        if (report.fault().filter(fault -> fault != Fault.CLIENT_GONE).isEmpty()) {
            return false;
        }
        long now = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong());
        long before = second.get();
        if (now != before && second.compareAndSet(before, now)) {
            inSecond.set(0);
        }
        return inSecond.incrementAndGet() <= MOST_A_SECOND;
    }

    /** Returns an exchange as text; empty when it would be too long. */
    static Optional<String> line(String replica, ExchangeReport report) {
        String line = Fields.create()
                .with("id", cut(report.correlationId()))
                .with("replica", replica)
                .with("route", cut(report.route()))
                .with("method", cut(report.method()))
                .with("path", cut(report.path()))
                .with("fault", report.fault().map(Fault::token).orElse("none"))
                .with("status", report.status())
                .with("ending", report.ending().name().toLowerCase(Locale.ROOT))
                .with("attempts", report.attempts())
                .with("elapsed", report.elapsed().toMillis())
                .toString();
        return Optional.of(line).filter(text -> text.length() <= LONGEST);
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(LONGEST_VALUE, text.length()));
    }

    /** Reads an exchange; empty for whatever is none. */
    static Optional<SharedFailure> parse(String line, Instant at) {
        return Fields.parse(line, LONGEST)
                .filter(fields -> fields.text("id", LONGEST_VALUE).isPresent())
                .map(fields -> new SharedFailure(
                        text(fields, "id"),
                        text(fields, "replica"),
                        at,
                        text(fields, "route"),
                        text(fields, "method"),
                        text(fields, "path"),
                        text(fields, "fault"),
                        (int) number(fields, "status"),
                        text(fields, "ending"),
                        (int) number(fields, "attempts"),
                        Duration.ofMillis(number(fields, "elapsed"))));
    }

    private static String text(Fields fields, String name) {
        return fields.text(name, LONGEST_VALUE).orElse("-");
    }

    private static long number(Fields fields, String name) {
        return fields.number(name, 0, MOST_NUMBER).orElse(0);
    }

    /** Returns whether two references are the same, as people write them. */
    static boolean isSame(String one, String other) {
        return plain(one).equals(plain(other));
    }

    private static String plain(String id) {
        return id.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
