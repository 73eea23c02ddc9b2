package io.breakwater.operations.recent;

import io.breakwater.observe.ExchangeReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes of a report what may be kept of it: nothing that holds the app's objects, is long, or is secret. Thread-safe. */
public final class ReportReader {

    private static final int LONGEST_ID = 128;
    private static final int LONGEST_NAME = 200;

    private ReportReader() {}

    /**
     * Returns what is kept of an exchange.
     *
     * @param now the time of its end
     * @param incident the ID of the incident that is open on its route; empty for none
     * @param opensIncident whether it is one of the first failures of the incident
     */
    public static ExchangeRecord read(
            ExchangeReport report, Instant now, Optional<String> incident, boolean opensIncident) {
        return new ExchangeRecord(
                SafeText.line(report.correlationId(), LONGEST_ID),
                now.minus(report.elapsed()),
                report.route(),
                report.downstream(),
                SafeText.line(report.method(), ExchangeRecord.LONGEST_METHOD),
                SafeText.line(report.path(), ExchangeRecord.LONGEST_PATH),
                report.fault(),
                report.attemptReports().stream()
                        .limit(ExchangeRecord.MOST_ATTEMPTS)
                        .toList(),
                report.attempts(),
                report.retryRefusal(),
                report.status(),
                report.ending(),
                report.elapsed(),
                report.deadlineLeft(),
                SafeText.line(report.breakerState(), LONGEST_NAME),
                report.appsBreaker().map(name -> SafeText.line(name, LONGEST_NAME)),
                report.cause().map(Causes::of).orElse(List.of()),
                report.observed(),
                report.suppressedAction(),
                report.suppressedFault(),
                incident,
                opensIncident,
                report.injected());
    }
}
