package io.breakwater.example.storefront.tour;

import io.breakwater.downstream.Behaviour;
import io.breakwater.example.downstreams.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One row of the tour: something is broken, something is asked, something is promised. Immutable.
 *
 * @param broken what is broken, in a few words
 * @param service whose downstream
 * @param behaviour how; a fresh one each time
 * @param ask what is asked
 * @param times how often
 * @param promise what must come of it
 */
record SimpleStep(String broken, Service service, Supplier<Behaviour> behaviour, Ask ask, int times, Promise promise)
        implements TourStep {
    @Override
    public TourResult go(TourClient coast) throws Exception {
        coast.calm(service);
        coast.downstream(service).behave(behaviour.get());
        List<TourResult> several = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            several.add(coast.watch(service, ask));
        }
        return TourResult.together(several);
    }
}
