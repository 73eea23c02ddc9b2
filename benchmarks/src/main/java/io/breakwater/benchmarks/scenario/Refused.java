package io.breakwater.benchmarks.scenario;

import io.breakwater.benchmarks.load.Load;
import io.breakwater.benchmarks.load.Tally;
import io.breakwater.benchmarks.peer.Peer;
import io.breakwater.benchmarks.peer.Peers;
import io.breakwater.benchmarks.report.Findings;
import io.breakwater.benchmarks.scenario.Rounds.Column;
import java.util.List;
import java.util.Map;

/** Nobody listens where the downstream should be. */
final class Refused implements Scenario {

    private static final int PER_SECOND = 200;

    @Override
    public String name() {
        return "refused";
    }

    @Override
    public Findings run(Setup stage) {
        List<Peer> peers = stage.of(Peers.ALL);
        int calls = (int) (PER_SECOND * stage.time().toMillis() / 1000);
        Tallies tallies = new Tallies();
        Rounds rounds = Rounds.ofPeers(stage.byPace(1, 1, 3), peers, peer -> {
            Tally tally = Load.open(stage.start(peer).port(), calls, PER_SECOND, call -> "/refused/1024");
            tallies.add(peer, tally);
            return Map.of("p50", tally.millis(50), "p99", tally.millis(99));
        });
        tallies.remarkOn(rounds);
        return new Findings(
                "Refused",
                "Nobody listens at the downstream's port; " + PER_SECOND + " GETs a second. A breaker opens soon, and"
                        + " answers from then on.",
                List.of(rounds.table(Column.of("p50, ms", "p50", "%.2f"), Column.of("p99, ms", "p99", "%.2f"))),
                List.of(),
                List.of());
    }
}
