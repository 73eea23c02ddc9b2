package io.breakwater.operations.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EarlyWarningTest {

    private static final double ATTEMPT_TIMEOUT = 10;

    private final EarlyWarning warning = new EarlyWarning();

    private RoutePressure latency(double seconds) {
        return tick(OptionalDouble.of(seconds), 0, OptionalInt.empty());
    }

    private RoutePressure permits(int inUse, int max) {
        return tick(OptionalDouble.of(0.05), inUse, OptionalInt.of(max));
    }

    private RoutePressure tick(OptionalDouble latency, int inUse, OptionalInt max) {
        warning.tick(List.of(new EarlyWarning.Second("orders", latency, ATTEMPT_TIMEOUT, inUse, max)));
        return warning.of("orders").orElseThrow();
    }

    @Test
    void aSteadyRiseIsWarnedOfBeforeTheLimit() {
        for (int second = 0; second < 40; second++) {
            latency(0.1);
        }
        double level = 0.1;
        RoutePressure last = latency(level);
        while (!last.warned() && level < ATTEMPT_TIMEOUT) {
            level += 0.1;
            last = latency(level);
        }

        assertThat(last.warned()).isTrue();
        assertThat(last.limit()).contains(RoutePressure.Limit.ATTEMPT_TIMEOUT);
        assertThat(last.pressure()).isEqualTo(1);
        assertThat(last.crossesIn().orElseThrow().toMillis()).isBetween(25_000L, 30_000L);
        assertThat(last.latencyPerSecond().toMillis()).isBetween(95L, 105L);
    }

    @Test
    void aJumpThatStaysBelowTheLimitIsNot() {
        for (int second = 0; second < 60; second++) {
            latency(0.1);
        }
        for (int second = 0; second < 120; second++) {
            assertThat(latency(4).warned()).as("after " + second + " s").isFalse();
        }
        assertThat(latency(4).pressure()).isBetween(0.39, 0.41);
    }

    @Test
    void permitsThatRunOutAreWarnedOf() {
        boolean warned = false;
        for (int inUse = 0; inUse < 100 && !warned; inUse++) {
            RoutePressure pressure = permits(inUse, 100);
            warned = pressure.warned();
            if (warned) {
                assertThat(pressure.limit()).contains(RoutePressure.Limit.CONCURRENCY);
                assertThat(pressure.crossesIn().orElseThrow().toSeconds()).isBetween(20L, 30L);
            }
        }
        assertThat(warned).isTrue();
    }

    @Test
    void aWarningStandsUntilThePressureHasEased() {
        for (int second = 0; second <= 90; second++) {
            latency(0.1 + second * 0.1);
        }
        assertThat(latency(9.2).warned()).isTrue();
        int standing = 0;
        while (latency(0.1).warned()) {
            standing++;
        }
        assertThat(standing).isBetween(60, 120);
    }

    @Test
    void withoutExchangesNothingIsKnown() {
        for (int second = 0; second < 60; second++) {
            RoutePressure pressure = tick(OptionalDouble.empty(), 0, OptionalInt.empty());
            assertThat(pressure.pressure()).isZero();
            assertThat(pressure.limit()).isEmpty();
            assertThat(pressure.latency()).isEmpty();
        }
    }

    @Test
    void aRouteThatIsGoneIsForgotten() {
        latency(1);

        warning.tick(List.of());

        assertThat(warning.all()).isEmpty();
    }
}
