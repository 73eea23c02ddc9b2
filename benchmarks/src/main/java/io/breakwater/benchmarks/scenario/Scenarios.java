package io.breakwater.benchmarks.scenario;

import io.breakwater.benchmarks.server.Route;
import io.breakwater.benchmarks.shape.ShapesOfTraffic;
import java.util.List;

/** All scenarios, in the order of the page. */
public final class Scenarios {

    private static final int KB = 1024;

    /** Everything. */
    public static final List<Scenario> ALL = List.of(
            new InTheJvm(),
            new Starting(),
            new Healthy("1 KB", KB, 16, 200, 0.97),
            new Healthy("64 KB", 64 * KB, 16, 100, 0.99),
            new Healthy("10 MB", 10 * KB * KB, 4, 0, 0.99),
            new Refused(),
            new BreakerOpen(),
            new Flaky(Route.FLAKY),
            new Flaky(Route.FLAKY3),
            new Outage(),
            new BlackHole(100, Route.DEAD),
            new BlackHole(1000, Route.LIMITED),
            new Comparison(Route.LIMITED),
            new Comparison(Route.LEARNING),
            new ShapesOfTraffic(),
            new Streams());

    private Scenarios() {}
}
