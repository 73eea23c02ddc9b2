package io.breakwater.benchmarks.scenario;

import io.breakwater.benchmarks.load.Load;
import io.breakwater.benchmarks.load.Tally;
import io.breakwater.benchmarks.peer.Peer;
import io.breakwater.benchmarks.peer.Peers;
import io.breakwater.benchmarks.report.Budget;
import io.breakwater.benchmarks.report.Findings;
import io.breakwater.benchmarks.scenario.Rounds.Column;
import io.breakwater.benchmarks.server.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One call in five is reset by the downstream: how many are served all the same, and how much more is asked of it for that.
 *
 * @param route with two attempts, or with three
 */
record Flaky(Route route) implements Scenario {

    /** The downstream's luck comes round after as many. */
    private static final int CALLS = 3125;

    @Override
    public String name() {
        return route == Route.FLAKY ? "flaky" : "flaky-three-attempts";
    }

    @Override
    public Findings run(Setup stage) {
        List<Peer> peers = stage.of(
                route == Route.FLAKY
                        ? Peers.ALL
                        : List.of(Peers.UNGUARDED, Peers.BREAKWATER, Peers.GATEWAY, Peers.NGINX, Peers.HAPROXY));
        int calls = stage.byPace(60, CALLS / 5, CALLS);
        int perSecond = stage.byPace(200, 200, 400);
        Rounds rounds = Rounds.ofPeers(route == Route.FLAKY ? stage.byPace(1, 1, 2) : 1, peers, peer -> {
            int port = stage.start(peer).port();
            stage.reached(route);
            Tally tally = Load.open(port, calls, perSecond, call -> "/" + route.segment() + "/1024?n=" + call);
            return Map.of(
                    "served", 100.0 * tally.with(200) / tally.calls(),
                    "calls", (double) stage.reached(route) / tally.calls(),
                    "p99", tally.millis(99));
        });
        String ours = Peers.BREAKWATER.name();
        List<Budget> budgets = new ArrayList<>();
        String figure = "one in five reset, " + (route == Route.FLAKY ? "two" : "three") + " attempts, ";
        budgets.add(Budget.atLeast(
                        figure + "served, %", route == Route.FLAKY ? 95.9 : 99, "%.2f", rounds.spread(ours, "served"))
                .orBecause(
                        "one in five is as much as the default `retry.budget.ratio` of 20 % grants. Where a few more fail within"
                                + " a window, those are not tried again; 25 % would serve them."));
        if (route == Route.FLAKY) {
            budgets.add(Budget.atMost(figure + "amplification", 1.20, "%.3f", rounds.spread(ours, "calls")));
        }
        return new Findings(
                "One in five reset, " + (route == Route.FLAKY ? "two attempts" : "three attempts"),
                "One attempt in five is reset before an answer, the same ones for everybody; " + perSecond
                        + " GETs a second, " + calls + " of them. Of all " + CALLS + " the most that can be served is "
                        + (route == Route.FLAKY
                                ? "96 %, with 1.2 calls for each."
                                : "99.2 %, with 1.24 calls for each. Breakwater's budget of retries is set to 30 % here,"
                                        + " since three attempts want more than its default of 20 %."),
                List.of(rounds.table(
                        Column.of("served, %", "served", "%.2f"),
                        Column.of("downstream calls for each", "calls", "%.3f"),
                        Column.of("p99, ms", "p99", "%.1f"))),
                List.of(rounds.bars(name(), "Served of calls of which one in five is reset, %", "served", "%.1f")),
                budgets);
    }
}
