package io.breakwater.spring;

import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import jakarta.servlet.ServletException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Writes how an exchange ended into the observation of its request, and with that into its trace: the correlation ID, the
 * route, the attempts, the fault, and the exception that our page stands for, which Spring's filter does not see. Nothing of it
 * becomes a tag of a metric but the exception, which is one without us, too. The fault is no event: Micrometer would count that
 * under the name of the requests, as answered by 200.
 *
 * <p>It is the observation that Spring's filter has begun for the request, whichever is current on whatever thread: Spring
 * Security begins others within it. Thread-safe.
 */
final class ObservationListener implements ExchangeListener {

    private static final Logger LOG = LoggerFactory.getLogger(ObservationListener.class);

    private static final String CONTEXT = ServerHttpObservationFilter.CURRENT_OBSERVATION_CONTEXT_ATTRIBUTE;
    /** Where that filter keeps the observation itself: its context tells no tracer of an error. */
    private static final String OBSERVATION = ServerHttpObservationFilter.class.getName() + ".observation";

    @Override
    public void exchangeEnded(ExchangeReport report, Function<String, @Nullable Object> attributes) {
        try {
            if (attributes.apply(CONTEXT) instanceof ServerRequestObservationContext context) {
                tag(context, report);
            }
            if (attributes.apply(OBSERVATION) instanceof Observation observation) {
                tell(observation, report);
            }
        } catch (IllegalStateException | NullPointerException e) {
            LOG.debug("the container has given the request up, and what is observed of it is over", e);
        }
    }

    private static void tag(ServerRequestObservationContext context, ExchangeReport report) {
        context.addHighCardinalityKeyValue(KeyValue.of("breakwater.correlation-id", report.correlationId()));
        context.addHighCardinalityKeyValue(KeyValue.of("breakwater.route", report.route()));
        context.addHighCardinalityKeyValue(KeyValue.of("breakwater.attempts", Integer.toString(report.attempts())));
        report.fault()
                .map(Fault::token)
                .ifPresent(fault -> context.addHighCardinalityKeyValue(KeyValue.of("breakwater.fault", fault)));
    }

    private static void tell(Observation observation, ExchangeReport report) {
        if (report.fault().isPresent() && observation.getContext().getError() == null) {
            report.cause().map(ObservationListener::unwrapped).ifPresent(observation::error);
        }
    }

    /** As Spring's filter does with what comes through it. */
    private static Throwable unwrapped(Throwable cause) {
        return cause instanceof ServletException && cause.getCause() != null ? cause.getCause() : cause;
    }
}
