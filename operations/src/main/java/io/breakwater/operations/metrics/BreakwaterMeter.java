package io.breakwater.operations.metrics;

import java.util.List;

/**
 * The meters that {@link MeterListener} registers. Names, units and tags follow the conventions of Micrometer, which turns them
 * into those of the monitoring system, and of OpenTelemetry. Each tag has values from a bounded set: the routes of the
 * settings, and constants of the filter. Immutable.
 */
enum BreakwaterMeter {
    EXCHANGES(
            "breakwater.exchanges",
            Type.TIMER,
            "How long exchanges took, with a histogram.",
            MeterTag.ROUTE,
            MeterTag.FAULT,
            MeterTag.ENDING,
            MeterTag.STATUS,
            MeterTag.PAGE,
            MeterTag.INJECTED),
    ATTEMPTS(
            "breakwater.attempts",
            Type.COUNTER,
            "Attempts, those of retries included; fewer than exchanges where the filter refused some.",
            MeterTag.ROUTE,
            MeterTag.FAULT),
    RETRIES(
            "breakwater.retries",
            Type.COUNTER,
            "Retries that were made, by the fault of the attempt before.",
            MeterTag.ROUTE,
            MeterTag.FAULT),
    RETRIES_REFUSED(
            "breakwater.retries.refused",
            Type.COUNTER,
            "Failures that `retry.on` lists and that were not retried, by the reason.",
            MeterTag.ROUTE,
            MeterTag.REASON),
    RETRIES_LEFT(
            "breakwater.retries.left",
            Type.GAUGE,
            "Retries that the budget would allow now; not there on a route without retries.",
            MeterTag.ROUTE),
    BREAKER_STATE(
            "breakwater.breaker.state",
            Type.GAUGE,
            "How many circuit breakers of the route are in the state: 1 or 0, and on the route `default`, which has one for each handler, any number.",
            MeterTag.ROUTE,
            MeterTag.STATE),
    BREAKER_TRANSITIONS(
            "breakwater.breaker.transitions",
            Type.COUNTER,
            "Changes of a circuit breaker's state.",
            MeterTag.ROUTE,
            MeterTag.FROM,
            MeterTag.TO),
    CONCURRENCY_USED(
            "breakwater.concurrency.used",
            Type.GAUGE,
            "Exchanges that wait for their response to start; counted without a limit, too.",
            MeterTag.ROUTE),
    CONCURRENCY_LIMIT(
            "breakwater.concurrency.limit",
            Type.GAUGE,
            "How many exchanges may wait at this moment: `concurrency.max`, or what `auto` lets in while it holds; NaN while there is no limit.",
            MeterTag.ROUTE),
    CONCURRENCY_REFUSED(
            "breakwater.concurrency.refused",
            Type.COUNTER,
            "Exchanges that were refused because `concurrency.max` was reached.",
            MeterTag.ROUTE),
    MAINTENANCE("breakwater.maintenance", Type.GAUGE, "Whether the route is in maintenance: 1 or 0.", MeterTag.ROUTE),
    INJECTION(
            "breakwater.injection",
            Type.GAUGE,
            "Whether failures are injected on the route for a game day: 1 or 0.",
            MeterTag.ROUTE),
    PRESSURE(
            "breakwater.pressure",
            Type.GAUGE,
            "How near the route is to `attempt-timeout` or `concurrency.max` by its present course, from 0 to 1; 0 with `operations.early-warning=false`.",
            MeterTag.ROUTE),
    DEADLINE_OVERRUNS(
            "breakwater.deadline.overruns",
            Type.COUNTER,
            "Time limits that passed while the app was still at work.",
            MeterTag.ROUTE,
            MeterTag.FAULT),
    THREADS_STUCK(
            "breakwater.threads.stuck",
            Type.GAUGE,
            "Threads that are in the app now, past the deadline, for a response that has gone out without them.",
            MeterTag.ROUTE),
    CLIENT_ABORTS(
            "breakwater.client.aborts", Type.COUNTER, "Exchanges whose client left before the end.", MeterTag.ROUTE),
    RELOADS("breakwater.settings.reloads", Type.COUNTER, "Reloads of the settings.", MeterTag.RESULT),
    WOULD(
            "breakwater.would",
            Type.COUNTER,
            "What the filter would have done on a route with `mode=observe`.",
            MeterTag.ROUTE,
            MeterTag.WOULD,
            MeterTag.FAULT),
    TIMEOUT("breakwater.timeout", Type.TIME_GAUGE, "`timeout`, to compare durations with.", MeterTag.ROUTE),
    ATTEMPT_TIMEOUT("breakwater.attempt.timeout", Type.TIME_GAUGE, "`attempt-timeout`, the same.", MeterTag.ROUTE);

    /** What Micrometer calls each kind. */
    enum Type {
        COUNTER,
        GAUGE,
        TIME_GAUGE,
        TIMER
    }

    private final String id;
    private final Type type;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // of List.of
    private final List<MeterTag> tags;

    BreakwaterMeter(String id, Type type, String meaning, MeterTag... tags) {
        this.id = id;
        this.type = type;
        this.meaning = meaning;
        this.tags = List.of(tags);
    }

    /** Returns the name in Micrometer's notation. */
    String id() {
        return id;
    }

    Type type() {
        return type;
    }

    /** Returns what it measures, as a sentence for operators. */
    String meaning() {
        return meaning;
    }

    /** Returns the tags, all of which every meter of this name has. */
    List<MeterTag> tags() {
        return tags;
    }
}
