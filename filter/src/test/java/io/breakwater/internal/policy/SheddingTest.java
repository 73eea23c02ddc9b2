package io.breakwater.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.internal.config.Priority;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shed first, rule by rule. */
class SheddingTest {

    @ParameterizedTest(name = "{0} where priorities differ: {1}")
    @CsvSource({
        "HIGH, true, 1",
        "NORMAL, true, 0.9",
        "LOW, true, 0.6",
        "HIGH, false, 1",
        "NORMAL, false, 1",
        "LOW, false, 1"
    })
    void theLowerThePriorityTheLessOfALimitIsForIt(Priority priority, boolean differ, double part) {
        assertThat(Shedding.limitPart(priority, differ)).isEqualTo(part);
    }

    @ParameterizedTest(name = "{0}, {1} busy of 200, the route holds {2}, keeps its pace: {3}")
    @CsvSource({
        // Below its share a route may have another thread.
        "NORMAL, 119, 119, false, true",
        "NORMAL, 199, 119, false, true",
        // At its share only while it keeps its pace, and leaves a tenth to others.
        "NORMAL, 120, 120, false, false",
        "NORMAL, 120, 120, true, true",
        "NORMAL, 179, 150, true, true",
        "NORMAL, 180, 150, true, false",
        "NORMAL, 180, 150, false, false",
        // High goes past the tenth, but no dead route past its share.
        "HIGH, 180, 150, true, true",
        "HIGH, 199, 150, true, true",
        "HIGH, 120, 120, false, false",
        // Low goes first, however little it holds itself.
        "LOW, 139, 10, false, true",
        "LOW, 140, 10, false, false",
        "LOW, 140, 10, true, false",
        "LOW, 120, 120, true, true"
    })
    void threadsAreSharedByPaceAndPriority(Priority priority, int busy, int held, boolean keepsPace, boolean admitted) {
        assertThat(new Shedding.Threads(200, busy, held, 0.6).admit(priority, keepsPace))
                .isEqualTo(admitted);
    }

    @ParameterizedTest(name = "at a pressure of {0}")
    @CsvSource({"0, 1", "0.49, 1", "0.5, 0.5", "0.79, 0.5", "0.8, 0", "1, 0", "1.5, 0"})
    void retriesAreShedBeforeFirstAttempts(double pressure, double part) {
        assertThat(Shedding.budgetPart(pressure)).isEqualTo(part);
    }
}
