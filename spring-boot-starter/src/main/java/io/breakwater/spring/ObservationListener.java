package io.breakwater.spring;

import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Writes how an exchange ended into the observation of its request, and with that into its trace: the correlation ID, the
 * route, the attempts, and the fault as an event. Nothing of it becomes a tag of a metric, whose tags must always be the same.
 * An exchange that ends on another thread, at its deadline, has no observation at hand and is left out.
 */
final class ObservationListener implements ExchangeListener {

    private final ObservationRegistry registry;

    ObservationListener(ObservationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void exchangeEnded(ExchangeReport report) {
        @Nullable Observation observation = registry.getCurrentObservation();
        if (observation == null) {
            return;
        }
        observation
                .highCardinalityKeyValue("breakwater.correlation-id", report.correlationId())
                .highCardinalityKeyValue("breakwater.route", report.route())
                .highCardinalityKeyValue("breakwater.attempts", Integer.toString(report.attempts()));
        report.fault().map(Fault::token).ifPresent(fault -> {
            observation.highCardinalityKeyValue("breakwater.fault", fault);
            observation.event(Observation.Event.of("breakwater.fault", fault));
        });
    }
}
