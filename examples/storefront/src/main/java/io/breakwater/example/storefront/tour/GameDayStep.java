package io.breakwater.example.storefront.tour;

import io.breakwater.example.downstreams.Service;

/**
 * One row of the tour in which nothing is broken: the filter injects the fault, as on a game day, and the visitor gets what a real one brings.
 * Immutable.
 *
 * @param fault what is injected, as {@code inject.fault} calls it
 * @param service on whose route
 * @param ask what is asked
 * @param promise what must come of it
 */
record GameDayStep(String fault, Service service, Ask ask, Promise promise) implements TourStep {
    @Override
    public String broken() {
        return "injected " + fault.replace('_', ' ');
    }

    @Override
    public TourResult go(TourClient coast) throws Exception {
        coast.calm(service);
        coast.inject(service, fault);
        try {
            return coast.watch(service, ask);
        } finally {
            coast.endInjection(service);
        }
    }
}
