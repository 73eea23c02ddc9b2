package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.observe.AttemptReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The reports of an exchange's attempts. Immutable. Of an exchange whose only attempt succeeded, no report is made.
 *
 * @param reports one for each attempt, in order
 * @param injected whether anything was injected into any of them
 */
record AttemptHistory(List<AttemptReport> reports, boolean injected) {

    static final AttemptHistory NONE = new AttemptHistory(List.of(), false);

    AttemptHistory {
        reports = List.copyOf(reports);
    }

    /**
     * Returns the history with one more attempt.
     *
     * @param startNanos from the request's arrival to the attempt's start
     * @param durationNanos how long the attempt took
     * @param injectedNow whether anything was injected into it
     */
    AttemptHistory with(
            long startNanos, long durationNanos, Optional<Fault> fault, OptionalInt status, boolean injectedNow) {
        Duration start = Duration.ofNanos(startNanos);
        Duration backoff = reports.isEmpty() ? Duration.ZERO : start.minus(endOf(reports.get(reports.size() - 1)));
        List<AttemptReport> more = new ArrayList<>(reports);
        more.add(new AttemptReport(fault, start, Duration.ofNanos(Math.max(0, durationNanos)), backoff, status));
        return new AttemptHistory(more, injected || injectedNow);
    }

    private static Duration endOf(AttemptReport report) {
        return report.start().plus(report.duration());
    }
}
