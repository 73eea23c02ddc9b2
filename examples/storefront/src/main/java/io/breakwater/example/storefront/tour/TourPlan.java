package io.breakwater.example.storefront.tour;

import static io.breakwater.example.downstreams.Service.INVENTORY;
import static io.breakwater.example.downstreams.Service.ORDERS;
import static io.breakwater.example.downstreams.Service.REVIEWS;
import static io.breakwater.example.storefront.tour.Ask.Who.PERSON;
import static io.breakwater.example.storefront.tour.Ask.Who.PROGRAM;
import static io.breakwater.example.storefront.tour.Received.Form.BROKEN;
import static io.breakwater.example.storefront.tour.Received.Form.OWN;
import static io.breakwater.example.storefront.tour.Received.Form.PAGE;
import static io.breakwater.example.storefront.tour.Received.Form.PROBLEM;

import io.breakwater.downstream.Behaviour;
import io.breakwater.downstream.InTurn;
import io.breakwater.downstream.Reset;
import io.breakwater.example.downstreams.CutOff;
import io.breakwater.example.downstreams.HealthyBehaviour;
import io.breakwater.example.downstreams.Mode;
import io.breakwater.example.downstreams.Service;
import io.breakwater.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Where the tour goes, and what must be seen there: the filter's promises and what breakwater.properties makes of them. */
final class TourPlan {
    /** {@code breakwater.routes.inventory.timeout}. */
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private TourPlan() {}

    static List<TourStep> stretches() {
        return List.of(
                leg(Mode.HEALTHY, ORDERS, Ask.get(ORDERS, PERSON), Promise.of(200, OWN)),
                leg(Mode.HEALTHY, ORDERS, Ask.post(ORDERS, PROGRAM), Promise.of(201, OWN)),
                // Never sent, so nothing reaches anybody. A POST is tried a second time only where its route says so.
                leg(
                        Mode.REFUSED,
                        ORDERS,
                        Ask.get(ORDERS, PERSON),
                        Promise.of(502, PAGE).attempts(2).reached(0)),
                leg(
                        Mode.REFUSED,
                        ORDERS,
                        Ask.post(ORDERS, PERSON),
                        Promise.of(502, PAGE).attempts(1).reached(0)),
                leg(
                        Mode.REFUSED,
                        REVIEWS,
                        Ask.post(REVIEWS, PERSON),
                        Promise.of(502, PAGE).attempts(2).reached(0)),
                // It may have been executed: safe methods once more, a POST never.
                leg(
                        Mode.RESET,
                        ORDERS,
                        Ask.get(ORDERS, PERSON),
                        Promise.of(502, PAGE).attempts(2).reached(2)),
                leg(Mode.RESET, ORDERS, Ask.post(ORDERS, PERSON), Promise.of(502, PAGE)),
                leg(
                        "reset once, then healthy",
                        ORDERS,
                        () -> InTurn.inTurn(new Reset(), new HealthyBehaviour()),
                        Ask.get(ORDERS, PERSON),
                        Promise.of(200, OWN).attempts(2).reached(2)),
                leg(
                        Mode.BLACK_HOLE,
                        INVENTORY,
                        Ask.get(INVENTORY, PERSON),
                        Promise.of(504, PAGE).after(DEADLINE)),
                leg(
                        Mode.BLACK_HOLE,
                        INVENTORY,
                        Ask.post(INVENTORY, PROGRAM),
                        Promise.of(504, PROBLEM).after(DEADLINE)),
                leg(
                        Mode.SLOW,
                        INVENTORY,
                        Ask.get(INVENTORY, PERSON),
                        Promise.of(200, OWN).after(Mode.LATE)),
                // Ten visitors, of whom none notices: two of them were tried again.
                new SimpleStep(
                        "one in five fails, ten times",
                        ORDERS,
                        Mode.ONE_IN_FIVE::behaviour,
                        Ask.get(ORDERS, PROGRAM),
                        10,
                        Promise.of(200, OWN).attempts(12).reached(12)),
                leg(Mode.GARBAGE, ORDERS, Ask.get(ORDERS, PERSON), Promise.of(502, PAGE)),
                leg(Mode.GARBAGE, ORDERS, Ask.get(ORDERS, PROGRAM), Promise.of(502, PROBLEM)),
                // page.replace=browsers: a person gets the page, a program what the downstream has to say.
                leg(
                        Mode.UNAVAILABLE,
                        ORDERS,
                        Ask.get(ORDERS, PERSON),
                        Promise.of(503, PAGE).withRetryAfter()),
                leg(
                        Mode.UNAVAILABLE,
                        ORDERS,
                        Ask.get(ORDERS, PROGRAM),
                        Promise.of(503, OWN).withRetryAfter()),
                // Nothing had gone out yet, so there is still time for a page; on reviews for a second attempt, too.
                leg("cut off in a short body", ORDERS, CutOff::new, Ask.get(ORDERS, PERSON), Promise.of(502, PAGE)),
                leg(
                        "cut off, worth a retry here",
                        REVIEWS,
                        CutOff::new,
                        Ask.get(REVIEWS, PERSON),
                        Promise.of(502, PAGE).attempts(2).reached(2)),
                // Half of it is with the client: it must not pass for the whole.
                leg("cut off in a long body", ORDERS, CutOff::new, Ask.export(ORDERS), Promise.of(200, BROKEN)),
                // A game day: the same answers, with no downstream harmed.
                new GameDayStep(
                        Fault.CONNECTION_REFUSED.token(),
                        ORDERS,
                        Ask.get(ORDERS, PERSON),
                        Promise.of(502, PAGE).attempts(2).reached(0)),
                new GameDayStep(
                        Fault.RESPONSE_TIMEOUT.token(),
                        INVENTORY,
                        Ask.get(INVENTORY, PROGRAM),
                        Promise.of(504, PROBLEM).reached(0)),
                new BreakerOpens(ORDERS, Ask.get(ORDERS, PERSON)),
                new BreakerRecovers(ORDERS, Ask.get(ORDERS, PERSON)));
    }

    private static TourStep leg(Mode mode, Service service, Ask ask, Promise promise) {
        return leg(mode.label().toLowerCase(Locale.ROOT), service, mode::behaviour, ask, promise);
    }

    private static TourStep leg(
            String broken, Service service, Supplier<Behaviour> behaviour, Ask ask, Promise promise) {
        return new SimpleStep(broken, service, behaviour, ask, 1, promise);
    }
}
