package io.breakwater.benchmarks.scenario;

import io.breakwater.benchmarks.load.Load;
import io.breakwater.benchmarks.load.Tally;
import io.breakwater.benchmarks.peer.Peer;
import io.breakwater.benchmarks.peer.Peers;
import io.breakwater.benchmarks.report.Budget;
import io.breakwater.benchmarks.report.Findings;
import io.breakwater.benchmarks.scenario.Rounds.Column;
import io.breakwater.benchmarks.server.Route;
import java.util.List;
import java.util.Map;

/** Every call is reset for a while: how many reach a downstream that has enough to bear. */
final class Outage implements Scenario {

    private static final int PER_SECOND = 200;

    @Override
    public String name() {
        return "outage";
    }

    @Override
    public Findings run(Setup stage) {
        List<Peer> peers = stage.of(Peers.ALL);
        int seconds = stage.byPace(1, 5, 20);
        Tallies tallies = new Tallies();
        // Once: a second round would begin with an open breaker.
        Rounds rounds = Rounds.ofPeers(1, peers, peer -> {
            int port = stage.start(peer).port();
            stage.reached(Route.OUTAGE);
            Tally tally = Load.open(port, PER_SECOND * seconds, PER_SECOND, call -> "/outage/1024");
            tallies.add(peer, tally);
            return Map.of("calls", (double) stage.reached(Route.OUTAGE) / tally.calls(), "p99", tally.millis(99));
        });
        tallies.remarkOn(rounds);
        return new Findings(
                "Total outage",
                "Every call is reset for " + seconds + " seconds, at " + PER_SECOND + " GETs a second.",
                List.of(rounds.table(
                        Column.of("downstream calls for each", "calls", "%.3f"), Column.of("p99, ms", "p99", "%.1f"))),
                List.of(rounds.bars(name(), "Downstream calls for each client call, all reset", "calls", "%.3f")),
                List.of(Budget.atMost(
                        "total outage, " + seconds + " s at " + PER_SECOND + "/s, downstream calls for each",
                        0.03,
                        "%.3f",
                        rounds.spread(Peers.BREAKWATER.name(), "calls"))));
    }
}
