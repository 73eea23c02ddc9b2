package io.breakwater.operations.metrics;

import io.breakwater.fault.Fault;
import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;

/**
 * Counts and times exchanges: {@code breakwater.exchanges} (route, fault, ending, status), {@code breakwater.retries} (route),
 * {@code breakwater.breaker.transitions} (route, from, to) and, where a route is only observed, {@code breakwater.would} (route,
 * would, fault). The registry is thread-safe, and so is this.
 */
public final class MeterListener implements ExchangeListener {

    private final MeterRegistry registry;

    /**
     * Returns a listener that records in {@code registry}.
     *
     * @param registry the app's registry
     */
    public MeterListener(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void exchangeEnded(ExchangeReport report) {
        Tags tags = Tags.of(
                "route", report.route(),
                "fault", report.fault().map(Fault::token).orElse("none"),
                "ending", report.ending().name().toLowerCase(Locale.ROOT),
                "status", Integer.toString(report.status()));
        registry.timer("breakwater.exchanges", tags).record(report.elapsed());
        if (report.attempts() > 1) {
            registry.counter("breakwater.retries", "route", report.route()).increment(report.attempts() - 1.0);
        }
        if (report.suppressedAction().isPresent()) {
            registry.counter(
                            "breakwater.would",
                            Tags.of(
                                    "route", report.route(),
                                    "would",
                                            report.suppressedAction()
                                                    .get()
                                                    .name()
                                                    .toLowerCase(Locale.ROOT),
                                    "fault",
                                            report.suppressedFault()
                                                    .map(Fault::token)
                                                    .orElse("none")))
                    .increment();
        }
    }

    @Override
    public void breakerChanged(BreakerTransition transition) {
        registry.counter(
                        "breakwater.breaker.transitions",
                        Tags.of("route", transition.route(), "from", transition.from(), "to", transition.to()))
                .increment();
    }
}
