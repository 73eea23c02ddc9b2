package io.breakwater.example.storefront.tour;

import io.breakwater.example.downstreams.Mode;
import io.breakwater.example.downstreams.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The downstream is well again while the breaker is open: after its wait and three good trials all is as before. */
record BreakerRecovers(Service service, Ask ask) implements TourStep {
    /** The wait in breakwater.properties is 2s, give or take a fifth; some of it has passed when the downstream is healed. */
    private static final Duration SOONEST = Duration.ofMillis(500);

    private static final Duration LATEST = Duration.ofSeconds(4);

    @Override
    public String broken() {
        return "breaker open, downstream well again";
    }

    @Override
    public Promise promise() {
        return Promise.of(200, Received.Form.OWN).after(SOONEST).within(LATEST);
    }

    @Override
    public TourResult go(TourClient coast) throws Exception {
        coast.calm(service);
        coast.openBreaker(service);
        coast.turn(service, Mode.HEALTHY);
        long start = System.nanoTime();
        TourResult last = Patience.await(LATEST, () -> Optional.of(coast.watch(service, ask))
                        .filter(seen -> seen.status() == 200 && seen.breaker().equals("CLOSED")))
                .orElseGet(() -> TourResult.none(coast.breakerState(service)));
        return last.tookMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }
}
