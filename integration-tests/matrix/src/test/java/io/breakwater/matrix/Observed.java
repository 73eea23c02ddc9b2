package io.breakwater.matrix;

import io.breakwater.contract.client.Ending;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of one exchange. Immutable.
 *
 * @param seen by the client
 * @param report what the listener heard; empty when nothing came
 * @param logLine its line in the log; empty for an answer that is good as far as the guard can tell
 * @param arrived how often the request reached the downstream
 */
record Observed(RawResponse seen, Optional<ExchangeReport> report, Optional<String> logLine, int arrived) {

    Optional<Fault> fault() {
        return report.flatMap(ExchangeReport::fault);
    }

    /** Whether the client takes it for whole. */
    boolean whole() {
        return seen.ending() == Ending.WHOLE;
    }

    /** 0 when no status line came. */
    int status() {
        return seen.statusLine().isEmpty() ? 0 : seen.status();
    }

    /** From the first byte of the request to the last of the answer. */
    Duration time() {
        return seen.lastByte();
    }

    /** A cell of the table: status, fault where there is one, how often it arrived, and whether the answer is seen to be broken. */
    String words() {
        return status() + fault().map(fault -> " " + fault.token()).orElse("") + (whole() ? "" : " broken") + " x"
                + arrived;
    }
}
