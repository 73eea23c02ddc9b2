package io.breakwater.internal.preview;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import io.breakwater.internal.config.CircuitBreakerSettings;
import io.breakwater.internal.config.MaintenanceSettings;
import io.breakwater.internal.config.RouteSettings;
import io.breakwater.page.PageModel;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What may have happened to a visitor's request. Immutable.
 *
 * @param name what it is called, on the command line and in file names
 * @param kind what it is about
 * @param fault the reason of a failure
 * @param status what the visitor gets
 * @param about for whoever looks at the page: what the visitor does not read
 */
record Story(String name, Kind kind, Optional<Fault> fault, int status, String about) {

    /** What stories are about. */
    enum Kind {
        /** Something failed. */
        FAULT,
        /** A planned break whose end is known. */
        PLANNED,
        /** A planned break whose end is not. */
        PLANNED_WITHOUT_END,
        /** An answer that was kept, with the line that says so. */
        STALE
    }

    static final List<Integer> STATUSES = List.of(502, 503, 504);

    /** A filter's limit says this of itself. */
    private static final Duration LIMIT_RETRY_AFTER = Duration.ofSeconds(2);

    private static final Duration BREAK = Duration.ofHours(2);

    private static final int STALE_STATUS = 200;

    static Story planned() {
        return new Story(
                "maintenance",
                Kind.PLANNED,
                Optional.empty(),
                503,
                "Somebody has planned a break, and said until when.");
    }

    static Story plannedWithoutEnd() {
        return new Story(
                "maintenance-without-end",
                Kind.PLANNED_WITHOUT_END,
                Optional.empty(),
                503,
                "Somebody has planned a break, and not said until when.");
    }

    static Story stale() {
        return new Story(
                "stale",
                Kind.STALE,
                Optional.empty(),
                STALE_STATUS,
                "With stale.enabled and stale.banner: an answer from before the failure, of your app's, with a line at its end.");
    }

    static Story of(Fault fault, int status) {
        String name = fault == Fault.DOWNSTREAM_STATUS ? fault.token() + "-" + status : fault.token();
        return new Story(name, Kind.FAULT, Optional.of(fault), status, fault.operatorSentence());
    }

    /** Returns the faults that somebody is left to read of. */
    static List<Fault> faults() {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault != Fault.CLIENT_GONE)
                .toList();
    }

    /** Returns every story, each once. */
    static List<Story> all() {
        List<Story> all = new ArrayList<>();
        for (Fault fault : faults()) {
            IntStream statuses = fault == Fault.DOWNSTREAM_STATUS
                    ? STATUSES.stream().mapToInt(Integer::intValue)
                    : IntStream.of(fault.status());
            statuses.forEach(status -> all.add(of(fault, status)));
        }
        all.addAll(List.of(planned(), plannedWithoutEnd(), stale()));
        return all;
    }

    /** Returns whether it can happen to a request with this method. An answer is kept for a GET only. */
    boolean happensTo(String method) {
        return kind != Kind.STALE || method.equals("GET");
    }

    /** Returns what the renderer is told of it. */
    PageModel model(RouteSettings route, String method, String correlationId, Instant now) {
        Optional<Instant> until =
                kind == Kind.PLANNED ? Optional.of(end(route.maintenance(), now)) : Optional.<Instant>empty();
        return new PageModel(
                fault,
                status,
                correlationId,
                now,
                method,
                path(route),
                route.name(),
                route.downstream(),
                route.name(),
                route.label(),
                fault.map(Fault::reach).orElse(Reach.NOT_SENT),
                fault.filter(Fault.DOWNSTREAM_STATUS::equals).isPresent()
                        ? OptionalInt.of(status)
                        : OptionalInt.empty(),
                until.map(end -> Duration.between(now, end)).or(() -> retryAfter(route)),
                Optional.empty(),
                kind == Kind.PLANNED || kind == Kind.PLANNED_WITHOUT_END
                        ? Optional.of(new PageModel.Maintenance(
                                until, route.maintenance().sentence()))
                        : Optional.empty());
    }

    /** What the settings say, if it is still to come. */
    private static Instant end(MaintenanceSettings planned, Instant now) {
        return planned.until().filter(now::isBefore).orElseGet(() -> now.plus(BREAK)
                .truncatedTo(ChronoUnit.HOURS));
    }

    /** A request that takes the route. */
    private static String path(RouteSettings route) {
        return route.paths().stream()
                .findFirst()
                .map(pattern -> pattern.replaceAll("\\*+", "example"))
                .orElse("/example");
    }

    private Optional<Duration> retryAfter(RouteSettings route) {
        return fault.flatMap(reason -> switch (reason) {
            case CIRCUIT_OPEN -> route.circuitBreaker().map(CircuitBreakerSettings::waitDurationInOpenState);
            case CONCURRENCY_LIMIT -> Optional.of(LIMIT_RETRY_AFTER);
            default -> Optional.empty();
        });
    }
}
