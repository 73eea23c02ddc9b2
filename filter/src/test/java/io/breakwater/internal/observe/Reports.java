package io.breakwater.internal.observe;

import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.page.PageFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reports to tell of. */
final class Reports {

    private Reports() {}

    static ExchangeReport failed(Fault fault) {
        return failed(fault, "/api/orders/1");
    }

    static ExchangeReport failed(Fault fault, String path) {
        return failed(fault, path, Optional.empty());
    }

    static ExchangeReport failed(Fault fault, String path, Optional<String> appsBreaker) {
        return new ExchangeReport(
                "7h3k-9qwx-2mzt-c4vd",
                "orders",
                Optional.of("order-service"),
                "GET",
                path,
                Optional.of(fault),
                fault.status(),
                Ending.PAGE,
                Optional.of(PageFormat.HTML),
                2,
                List.of(),
                Optional.empty(),
                Duration.ofMillis(31),
                Duration.ofMillis(14_969),
                "CLOSED",
                appsBreaker,
                Optional.of(new IOException("10.0.0.7:8080 said no")),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    /** Of a failure that somebody has injected. */
    static ExchangeReport injected(Fault fault) {
        return released(
                Optional.of(fault),
                fault.status(),
                1,
                "CLOSED",
                Optional.empty(),
                Optional.empty(),
                Ending.PAGE,
                false,
                true);
    }

    /** The page of a planned break. */
    static ExchangeReport maintenance() {
        return released(
                Optional.empty(),
                503,
                0,
                "CLOSED",
                Optional.empty(),
                Optional.empty(),
                Ending.MAINTENANCE,
                true,
                false);
    }

    /** Of somebody who was let through in a planned break. */
    static ExchangeReport failedInMaintenance(Fault fault) {
        return released(
                Optional.of(fault),
                fault.status(),
                1,
                "CLOSED",
                Optional.empty(),
                Optional.empty(),
                Ending.PAGE,
                true,
                false);
    }

    static ExchangeReport answered(int attempts) {
        return released(Optional.empty(), 200, attempts, "CLOSED", Optional.empty(), Optional.empty());
    }

    static ExchangeReport appFailed() {
        return released(
                Optional.empty(), 500, 1, "CLOSED", Optional.of(new NullPointerException("bug")), Optional.empty());
    }

    /** Of a call that an open breaker would have refused, and that came to {@code fault}. */
    static ExchangeReport observed(Optional<Fault> fault) {
        return released(
                fault,
                fault.isPresent() ? 500 : 200,
                1,
                "OPEN",
                Optional.empty(),
                Optional.of(ExchangeReport.SuppressedAction.REFUSE));
    }

    private static ExchangeReport released(
            Optional<Fault> fault,
            int status,
            int attempts,
            String breaker,
            Optional<Throwable> cause,
            Optional<ExchangeReport.SuppressedAction> would) {
        return released(fault, status, attempts, breaker, cause, would, Ending.RELEASED, false, false);
    }

    private static ExchangeReport released(
            Optional<Fault> fault,
            int status,
            int attempts,
            String breaker,
            Optional<Throwable> cause,
            Optional<ExchangeReport.SuppressedAction> would,
            Ending ending,
            boolean maintenance,
            boolean injected) {
        return new ExchangeReport(
                "7h3k-9qwx-2mzt-c4vd",
                "orders",
                Optional.empty(),
                "GET",
                "/api/orders/1",
                fault,
                status,
                ending,
                Optional.empty(),
                attempts,
                List.of(),
                Optional.empty(),
                Duration.ofMillis(31),
                Duration.ofMillis(14_969),
                breaker,
                Optional.empty(),
                cause,
                would.isPresent(),
                would,
                would.map(refusal -> Fault.CIRCUIT_OPEN),
                maintenance,
                injected);
    }
}
