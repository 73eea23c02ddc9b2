package io.breakwater.contract;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nor does it matter that the downstream then leaves the rest of the body unread, where the proxy has passed its answer on
 * by then: those of Jetty 12.1 have not, guarded or not.
 */
public abstract class UnreadEarlyAnswerContract extends EarlyAnswerContract {
    @ParameterizedTest
    @CsvSource({
        "413, too large, READS_NO_MORE",
        "413, too large, RESETS",
        "200, taken, READS_NO_MORE",
        "200, taken, RESETS"
    })
    void anAnswerOfADownstreamThatReadsNoMoreIsAnAnswer(int status, String body, After after) {
        assertAnswered("/length", status, body, after);
    }
}
