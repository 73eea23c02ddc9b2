package io.breakwater.operations.metrics;

import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport.Ending;
import io.breakwater.observe.RetryRefusal;
import io.breakwater.observe.RouteStatus;
import io.breakwater.page.PageFormat;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the timers and counters in the app's registry, which makes each at its first use and keeps it. Thread-safe.
 *
 * @param registry the app's registry
 * @param common the tags that all meters bear
 */
record RouteMeters(MeterRegistry registry, Tags common) {

    /**
     * The upper bounds of the histogram: those that OpenTelemetry advises for the duration of HTTP requests, and two more around
     * the default deadline (Semantic Conventions for HTTP Metrics, {@code http.server.request.duration}).
     */
    private static final Duration[] BOUNDS =
            millis(5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000, 15_000, 30_000);

    private static Duration[] millis(long... bounds) {
        Duration[] durations = new Duration[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            durations[i] = Duration.ofMillis(bounds[i]);
        }
        return durations;
    }

    Timer exchanges(
            String route,
            Optional<Fault> fault,
            Ending ending,
            int statusClass,
            Optional<PageFormat> page,
            boolean injected) {
        BreakwaterMeter meter = BreakwaterMeter.EXCHANGES;
        return Timer.builder(meter.id())
                .description(meter.meaning())
                .tags(tags(
                        meter,
                        route,
                        TagValues.of(fault),
                        TagValues.of(ending),
                        TagValues.nameOfStatusClass(statusClass),
                        TagValues.ofPage(page),
                        String.valueOf(injected)))
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }

    /** Has the counters of a route begin at zero whose values are few. */
    void begin(RouteStatus status) {
        String route = status.route();
        counter(BreakwaterMeter.CONCURRENCY_REFUSED, route);
        counter(BreakwaterMeter.CLIENT_ABORTS, route);
        counter(BreakwaterMeter.DEADLINE_OVERRUNS, route, Fault.RESPONSE_TIMEOUT.token());
        counter(BreakwaterMeter.DEADLINE_OVERRUNS, route, Fault.READ_TIMEOUT.token());
        if (status.retriesLeft().isPresent()) {
            for (RetryRefusal reason : RetryRefusal.values()) {
                counter(BreakwaterMeter.RETRIES_REFUSED, route, TagValues.of(reason));
            }
        }
    }

    /** Has the counters of reloads begin at zero. */
    void beginReloads() {
        reloads(true);
        reloads(false);
    }

    Counter reloads(boolean accepted) {
        return counter(BreakwaterMeter.RELOADS, accepted ? "accepted" : "refused");
    }

    /** @param values those of the meter's tags, in their order */
    Counter counter(BreakwaterMeter meter, String... values) {
        return Counter.builder(meter.id())
                .description(meter.meaning())
                .tags(tags(meter, values))
                .register(registry);
    }

    private Tags tags(BreakwaterMeter meter, String... values) {
        return common.and(of(meter, values));
    }

    static List<Tag> of(BreakwaterMeter meter, String... values) {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < meter.tags().size(); i++) {
            tags.add(Tag.of(meter.tags().get(i).key(), values[i]));
        }
        return tags;
    }
}
