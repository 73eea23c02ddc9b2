package io.breakwater.internal.page;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import io.breakwater.page.PageModel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** Builds page models for tests: {@code AModel.of(Fault.DNS_ERROR).method("POST").build()}. */
final class AModel {

    private final Optional<Fault> fault;
    private int status;
    private Reach reach;
    private String correlationId = "01JDCAZ3K4T6V8W9XYZ0ABCDEF";
    private String method = "GET";
    private String path = "/orders/42";
    private Optional<String> downstream = Optional.empty();
    private Optional<String> label = Optional.empty();
    private Instant time = Instant.parse("2026-11-22T14:05:09.123Z");
    private OptionalInt receivedStatus = OptionalInt.empty();
    private Optional<Duration> retryAfter = Optional.empty();
    private Optional<Throwable> cause = Optional.empty();

    private Optional<PageModel.Maintenance> maintenance = Optional.empty();

    private AModel(Optional<Fault> fault, int status, Reach reach) {
        this.fault = fault;
        this.status = status;
        this.reach = reach;
    }

    static AModel of(Fault fault) {
        return new AModel(Optional.of(fault), fault.status(), fault.reach());
    }

    static AModel planned(Optional<Instant> until, Optional<String> sentence) {
        AModel model = new AModel(Optional.empty(), 503, Reach.NOT_SENT);
        model.maintenance = Optional.of(new PageModel.Maintenance(until, sentence));
        model.retryAfter = until.map(end -> Duration.between(model.time, end));
        return model;
    }

    AModel status(int value) {
        status = value;
        return this;
    }

    AModel reach(Reach value) {
        reach = value;
        return this;
    }

    AModel correlationId(String value) {
        correlationId = value;
        return this;
    }

    AModel method(String value) {
        method = value;
        return this;
    }

    AModel path(String value) {
        path = value;
        return this;
    }

    AModel downstream(String value) {
        downstream = Optional.of(value);
        return this;
    }

    AModel label(String value) {
        label = Optional.of(value);
        return this;
    }

    AModel time(Instant value) {
        time = value;
        return this;
    }

    AModel receivedStatus(int value) {
        receivedStatus = OptionalInt.of(value);
        return this;
    }

    AModel retryAfter(Duration value) {
        retryAfter = Optional.of(value);
        return this;
    }

    AModel cause(Throwable value) {
        cause = Optional.of(value);
        return this;
    }

    PageModel build() {
        return new PageModel(
                fault,
                status,
                correlationId,
                time,
                method,
                path,
                "the-route",
                downstream,
                "the-route",
                label,
                reach,
                receivedStatus,
                retryAfter,
                cause,
                maintenance);
    }
}
