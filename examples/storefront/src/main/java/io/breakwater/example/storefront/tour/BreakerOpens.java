package io.breakwater.example.storefront.tour;

import io.breakwater.example.downstreams.Service;
import java.time.Duration;

/** Failure upon failure, until the breaker is open: the next visitor is told at once, and the downstream is left alone. */
record BreakerOpens(Service service, Ask ask) implements TourStep {
    @Override
    public String broken() {
        return "refused until the breaker opens";
    }

    @Override
    public Promise promise() {
        return Promise.of(503, Received.Form.PAGE)
                .attempts(0)
                .reached(0)
                .within(Duration.ofMillis(500))
                .breaker("OPEN")
                .withRetryAfter();
    }

    @Override
    public TourResult go(TourClient coast) throws Exception {
        coast.calm(service);
        coast.openBreaker(service);
        return coast.watch(service, ask);
    }
}
