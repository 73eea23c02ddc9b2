package io.breakwater.operations.recent;

import io.breakwater.fault.Fault;
import io.breakwater.observe.AttemptReport;
import io.breakwater.observe.ExchangeReport.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Exchanges to remember. */
final class Exchanges {

    private static final Instant START = Instant.parse("2026-11-30T08:00:00Z");

    private Exchanges() {}

    /** @param second how many seconds after the first it arrived */
    static ExchangeRecord failed(String id, String route, Fault fault, int second) {
        return of(id, route, Optional.of(fault), second, Duration.ofMillis(20), Optional.empty(), false);
    }

    static ExchangeRecord firstOf(String incident, String id, String route, Fault fault, int second) {
        return of(id, route, Optional.of(fault), second, Duration.ofMillis(20), Optional.of(incident), true);
    }

    static ExchangeRecord good(String id, String route, Duration elapsed) {
        return of(id, route, Optional.empty(), 0, elapsed, Optional.empty(), false);
    }

    static ExchangeRecord of(
            String id,
            String route,
            Optional<Fault> fault,
            int second,
            Duration elapsed,
            Optional<String> incident,
            boolean opens) {
        return new ExchangeRecord(
                id,
                START.plusSeconds(second),
                route,
                Optional.of("order-service"),
                "GET",
                "/api/orders/" + second,
                fault,
                List.of(new AttemptReport(fault, Duration.ZERO, elapsed, Duration.ZERO, OptionalInt.empty())),
                1,
                Optional.empty(),
                fault.isPresent() ? 502 : 200,
                fault.isPresent() ? Ending.PAGE : Ending.RELEASED,
                elapsed,
                Duration.ofSeconds(14),
                "CLOSED",
                Optional.empty(),
                List.of(new ThrownRecord("java.net.ConnectException", "Connection refused")),
                false,
                Optional.empty(),
                Optional.empty(),
                incident,
                opens,
                false);
    }
}
