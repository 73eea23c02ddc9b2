package io.breakwater.benchmarks.scenario;

import io.breakwater.benchmarks.load.Load;
import io.breakwater.benchmarks.load.Tally;
import io.breakwater.benchmarks.peer.Peer;
import io.breakwater.benchmarks.peer.Peers;
import io.breakwater.benchmarks.report.Budget;
import io.breakwater.benchmarks.report.Findings;
import io.breakwater.benchmarks.scenario.Rounds.Column;
import io.breakwater.benchmarks.server.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One route is dead, and many ask for it: what becomes of the healthy route beside it.
 *
 * @param route the dead one, with a limit that is set or that learns
 */
record Comparison(Route route) implements Scenario {

    private static final int CLIENTS = 500;
    private static final int PER_SECOND = 100;
    /** A client that has been refused does not ask again at once. */
    private static final Duration PACE = Duration.ofSeconds(1);

    @Override
    public String name() {
        return route == Route.LIMITED ? "beside" : "beside-auto";
    }

    @Override
    public Findings run(Setup stage) {
        List<Peer> peers = stage.of(Peers.ALL);
        int clients = stage.byPace(20, CLIENTS, CLIENTS);
        int seconds = stage.byPace(1, 3, 6);
        Tallies tallies = new Tallies();
        Rounds.ofPeers(stage.byPace(0, 0, 1), peers, peer -> measure(stage, peer, clients, seconds, tallies));
        Rounds rounds =
                Rounds.ofPeers(stage.byPace(1, 1, 2), peers, peer -> measure(stage, peer, clients, seconds, tallies));
        tallies.remarkOn(rounds);
        String ours = Peers.BREAKWATER.name();
        return new Findings(
                "One dead route beside a healthy one" + (route == Route.LIMITED ? "" : ", `concurrency.max=auto`"),
                clients + " clients ask for a route whose downstream answers nobody, each once a second at most; "
                        + PER_SECOND
                        + " GETs of 1 KB a second go to a healthy route beside it. The time-out is 1 s, each"
                        + " Java app has " + Route.THREADS + " threads, no breaker opens, and Breakwater has"
                        + (route == Route.LIMITED
                                ? " `concurrency.max=" + Route.LIMIT + "` on the dead route."
                                : " `concurrency.max=auto` there: no number is set."),
                List.of(rounds.table(
                        Column.of("healthy p50, ms", "p50", "%,.1f"),
                        Column.of("healthy p99, ms", "p99", "%,.1f"),
                        Column.of("dead p50, ms", "dead50", "%,.0f"),
                        Column.of("dead last, ms", "dead100", "%,.0f"))),
                List.of(rounds.bars(name(), "p99 of a healthy route beside a dead one, ms", "p99", "%,.0f")),
                List.of(
                        Budget.atMost(
                                        clients
                                                + " clients on a dead route with `concurrency.max"
                                                + (route == Route.LIMITED ? "" : "=auto") + "`, the last answer, ms",
                                        1025,
                                        "%,.0f",
                                        rounds.spread(ours, "dead100"))
                                .orBecause(BlackHole.WAVE),
                        Budget.atMost(
                                        "the healthy route's p99 beside it"
                                                + (route == Route.LIMITED ? "" : ", `concurrency.max=auto`") + ", ms",
                                        25,
                                        "%,.1f",
                                        rounds.spread(ours, "p99"))
                                .orBecause(BlackHole.WAVE)));
    }

    private Map<String, Double> measure(Setup stage, Peer peer, int clients, int seconds, Tallies tallies) {
        int port = stage.start(peer).port();
        CompletableFuture<Tally> dead = CompletableFuture.supplyAsync(() ->
                Load.paced(port, clients, Duration.ofSeconds(seconds), PACE, call -> "/" + route.segment() + "/1024"));
        Tally healthy = Load.open(port, PER_SECOND * seconds, PER_SECOND, call -> "/healthy/1024");
        Tally drowned = dead.join();
        tallies.add(peer, drowned);
        return Map.of(
                "p50", healthy.millis(50),
                "p99", healthy.millis(99),
                "dead50", drowned.millis(50),
                "dead100", drowned.millis(100));
    }
}
