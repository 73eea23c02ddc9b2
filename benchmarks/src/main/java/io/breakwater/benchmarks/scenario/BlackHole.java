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
 * The downstream takes every call and answers none, and the time-out is a second: when clients that ask all at once get theirs.
 *
 * @param clients that ask
 * @param route with a limit to how many may wait, or without
 */
record BlackHole(int clients, Route route) implements Scenario {

    /** What stands in the way of answers on the dot, and of others beside them. */
    static final String WAVE =
            "a hundred calls end at once, and each is about a millisecond of work for the app, guarded or not (its client"
                    + " gives up the call and the connection), on processors that the clients share. More processors would be"
                    + " needed.";

    @Override
    public String name() {
        return "black-hole-" + clients;
    }

    @Override
    public Findings run(Setup stage) {
        List<Peer> peers = stage.of(Peers.ALL);
        int asking = stage.byPace(20, clients, clients);
        Tallies tallies = new Tallies();
        // The first wave finds code that nobody has run yet, and so for nothing.
        int rounds = stage.byPace(1, 1, route == Route.DEAD ? 3 : 2);
        Rounds.ofPeers(stage.byPace(0, 0, 1), peers, peer -> measure(stage, peer, asking, tallies));
        Rounds measured = Rounds.ofPeers(rounds, peers, peer -> measure(stage, peer, asking, tallies));
        tallies.remarkOn(measured);
        List<Budget> budgets = new ArrayList<>();
        if (route == Route.DEAD) {
            String figure = "page at the deadline of 1 s, " + clients + " clients in a black hole, ";
            String ours = Peers.BREAKWATER.name();
            budgets.add(Budget.atMost(figure + "p50, ms", 1005, "%,.0f", measured.spread(ours, "p50"))
                    .orBecause(WAVE));
            budgets.add(Budget.atMost(figure + "p99, ms", 1025, "%,.0f", measured.spread(ours, "p99"))
                    .orBecause(WAVE));
            Tally last = tallies.of(Peers.BREAKWATER);
            budgets.add(new Budget(figure + "status", "504", last.statuses(), last.with(504) == last.calls()));
        }
        return new Findings(
                "Black hole, " + clients + " clients",
                "All of " + asking
                        + " clients ask at the same moment, first for a healthy route and then for a dead one; the time-out"
                        + " is 1 s everywhere, and each Java app has "
                        + Route.THREADS + " threads. No breaker opens"
                        + (route == Route.LIMITED
                                ? "; Breakwater has `concurrency.max=" + Route.LIMIT
                                        + "`, the others know no such limit."
                                : "."),
                List.of(measured.table(
                        Column.of("p50, ms", "p50", "%,.0f"),
                        Column.of("p99, ms", "p99", "%,.0f"),
                        Column.of("last, ms", "last", "%,.0f"),
                        Column.of("healthy p50, ms", "healthy50", "%,.0f"),
                        Column.of("healthy p99, ms", "healthy99", "%,.0f"))),
                List.of(measured.bars(name(), clients + " clients in a black hole, p99 in ms", "p99", "%,.0f")),
                budgets);
    }

    private Map<String, Double> measure(Setup stage, Peer peer, int asking, Tallies tallies) {
        int port = stage.start(peer).port();
        Tally healthy = Load.wave(port, asking, call -> "/healthy/1024");
        Tally tally = Load.wave(port, asking, call -> "/" + route.segment() + "/1024");
        tallies.add(peer, tally);
        return Map.of(
                "healthy50", healthy.millis(50),
                "healthy99", healthy.millis(99),
                "p50", tally.millis(50),
                "p99", tally.millis(99),
                "last", tally.millis(100));
    }
}
