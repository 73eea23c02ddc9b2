package io.breakwater.example.storefront.tour;

import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.example.control.Figures;
import io.breakwater.example.downstreams.Mode;
import io.breakwater.example.downstreams.Service;
import io.breakwater.example.storefront.Storefront;
import io.breakwater.observe.ExchangeReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The shop as the tour sees it: asks, and looks on every side what came of it. */
final class TourClient {
    /** The log line and the listener's report come a moment after the answer. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    /** The breaker's longest wait in the open state and its trials. */
    private static final Duration CALM_WITHIN = Duration.ofSeconds(20);

    /** As many as the breaker's window holds, so that none of the failures before is left in it. */
    private static final int GOOD_ANSWERS = 10;

    private final Storefront storefront;
    private final LogMemory log;
    private final Client client;

    TourClient(Storefront storefront, LogMemory log) {
        this.storefront = storefront;
        this.log = log;
        this.client = new Client(storefront.uri());
    }

    ScriptedDownstream downstream(Service service) {
        return storefront.services().downstream(service);
    }

    void turn(Service service, Mode mode) {
        storefront.services().turn(service, mode);
    }

    /** Sends one request and looks. */
    TourResult watch(Service service, Ask ask) throws Exception {
        ScriptedDownstream downstream = downstream(service);
        downstream.forget();
        Received received = client.send(ask);
        String id = received.id().orElse("");
        int attempts = Patience.await(MOMENT, () -> Figures.heard().find(id))
                .map(ExchangeReport::attempts)
                .orElse(0);
        boolean logged = Patience.await(MOMENT, () -> Optional.of(true).filter(yes -> log.mentions(id)))
                .isPresent();
        boolean sameInBody =
                switch (received.form()) {
                    case PAGE, PROBLEM -> received.idInBody().equals(received.id());
                    case OWN, BROKEN -> true;
                };
        boolean sameDownstream = downstream.received().stream()
                .allMatch(request -> request.headers().first("X-Request-ID").equals(received.id()));
        return new TourResult(
                received.status(),
                received.form(),
                received.millis(),
                attempts,
                downstream.requests(),
                breakerState(service),
                received.headers().firstValue("Retry-After").isPresent(),
                new IdTrail(!id.isEmpty(), sameInBody, sameDownstream, logged && !id.isEmpty()));
    }

    String breakerState(Service service) {
        return storefront.breakerState(service);
    }

    /** Has the filter fail on the service's route, which the service hears nothing of. */
    void inject(Service service, String fault) {
        storefront
                .injections()
                .start(
                        service.id(),
                        Map.of(
                                "fault",
                                fault,
                                "confirm",
                                "true",
                                "until",
                                Instant.now().plus(CALM_WITHIN).toString()),
                        "tour",
                        Optional.of("the tour shows it"));
    }

    void endInjection(Service service) {
        storefront.injections().end(Optional.of(service.id()), "tour");
    }

    /** Breaks a service that is calm, and asks it until its breaker is open. */
    void openBreaker(Service service) throws Exception {
        turn(service, Mode.REFUSED);
        for (int i = 0; i < GOOD_ANSWERS && !breakerState(service).equals("OPEN"); i++) {
            client.send(Ask.get(service, Ask.Who.PROGRAM));
        }
    }

    /** Turns a service healthy and asks it until its breaker is closed and has forgotten what was before. */
    void calm(Service service) throws Exception {
        turn(service, Mode.HEALTHY);
        int good = 0;
        long end = System.nanoTime() + CALM_WITHIN.toNanos();
        while (good < GOOD_ANSWERS || !breakerState(service).equals("CLOSED")) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(service + " does not come to rest: its breaker is "
                        + breakerState(service) + " after " + CALM_WITHIN);
            }
            Received received = client.send(Ask.get(service, Ask.Who.PROGRAM));
            if (received.status() == 200) {
                good++;
            } else {
                Thread.sleep(50);
            }
        }
    }
}
