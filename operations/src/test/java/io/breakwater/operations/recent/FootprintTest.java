package io.breakwater.operations.recent;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.observe.AttemptReport;
import io.breakwater.observe.ExchangeReport.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the bytes that are reckoned are those that the heap has. */
class FootprintTest {

    private static final long BYTES = 24L << 20;

    /** Nothing in it is shared with another one, as what clients send is not. */
    private static ExchangeRecord exchange(
            int number, int idLength, int pathLength, int attempts, int causes, char letter) {
        String id = (number + "x".repeat(idLength)).substring(0, idLength);
        List<AttemptReport> attemptReports = new ArrayList<>();
        for (int i = 0; i < attempts; i++) {
            attemptReports.add(new AttemptReport(
                    Optional.of(Fault.DNS_ERROR),
                    Duration.ofNanos(number + i),
                    Duration.ofNanos(number),
                    Duration.ofNanos(i + 1L),
                    OptionalInt.of(number)));
        }
        List<ThrownRecord> chain = new ArrayList<>();
        for (int i = 0; i < causes; i++) {
            chain.add(new ThrownRecord(("T" + number).repeat(20), (letter + "m" + number).repeat(30)));
        }
        return new ExchangeRecord(
                id,
                Instant.ofEpochSecond(number, number),
                "orders",
                Optional.of("order-service"),
                new String(new char[] {'G', 'E', 'T'}),
                String.valueOf(letter).repeat(pathLength),
                Optional.of(Fault.DNS_ERROR),
                attemptReports,
                attempts,
                Optional.empty(),
                502,
                Ending.PAGE,
                Duration.ofNanos(number + 1L),
                Duration.ofNanos(number + 2L),
                "CLOSED",
                Optional.of("payments" + number),
                chain,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.of("orders-" + number),
                false,
                false);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @ParameterizedTest
    @CsvSource({"8, 1, 1, 0, a", "20, 40, 2, 3, a", "128, 500, 20, 6, a", "20, 500, 1, 6, \u0436"})
    void theHeapTakesNoMoreThanIsReckonedAndNotFarLess(int id, int path, int attempts, int causes, char letter) {
        // What tests before have left behind goes at some time meanwhile, and makes a fill seem too small.
        long most = 0;
        for (int i = 0; i < 3; i++) {
            most = Math.max(most, takenByFill(id, path, attempts, causes, letter));
        }

        assertThat(most).isBetween(BYTES / 3, BYTES);
    }

    private static long takenByFill(int id, int path, int attempts, int causes, char letter) {
        long before = used();
        RecentExchanges exchanges = new RecentExchanges(BYTES);
        for (int number = 1_000; exchanges.forgotten() == 0; number++) {
            exchanges.add(exchange(number, id, path, attempts, causes, letter));
        }
        long taken = used() - before;
        // Asked for last, so that it is there until it has been measured.
        assertThat(exchanges.bytes()).isBetween(BYTES - 20_000, BYTES);
        return taken;
    }
}
