package io.breakwater.operations.series;

import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import java.util.Optional;

/** What came of an exchange, in the terms of a chart. */
public enum AnswerKind {
    /** The app's answer, for which no fault was found. */
    GOOD(0),
    /** A failure without the page: released, aborted, or the app's own exception. */
    FAILED(1),
    /** A failure that was answered by the page, or by an answer that was kept. */
    PAGE(2),
    /** A refusal by the circuit breaker or the concurrency limit. */
    REFUSED(3),
    /** The client had left. */
    CLIENT_GONE(4);

    /** Where it stands in arrays of counts. */
    final int place;

    AnswerKind(int place) {
        this.place = place;
    }

    /** Returns whether the time that such an exchange took tells of the downstream. */
    boolean isTimed() {
        return this == GOOD || this == FAILED || this == PAGE;
    }

    /** Returns what came of a reported exchange. */
    public static AnswerKind of(ExchangeReport report) {
        Optional<Fault> fault = report.fault();
        if (report.ending() == Ending.CLIENT_GONE) {
            return CLIENT_GONE;
        }
        if (fault.isPresent() && isRefusal(fault.get())) {
            return REFUSED;
        }
        if (report.ending() == Ending.PAGE || report.ending() == Ending.STORED) {
            return PAGE;
        }
        return fault.isPresent() || report.cause().isPresent() ? FAILED : GOOD;
    }

    private static boolean isRefusal(Fault fault) {
        return fault == Fault.CIRCUIT_OPEN || fault == Fault.CONCURRENCY_LIMIT;
    }
}
