package io.breakwater.benchmarks.scenario;

import io.breakwater.benchmarks.load.Load;
import io.breakwater.benchmarks.load.Tally;
import io.breakwater.benchmarks.peer.Peer;
import io.breakwater.benchmarks.peer.Peers;
import io.breakwater.benchmarks.peer.Running;
import io.breakwater.benchmarks.report.Budget;
import io.breakwater.benchmarks.report.Findings;
import io.breakwater.benchmarks.scenario.Rounds.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Nothing is wrong.
 *
 * @param size of the bodies, in words
 * @param bytes of each body
 * @param clients that ask at once
 * @param perSecond calls of the open loop; 0 for none
 * @param leastThroughput what is to remain of the unguarded app's
 */
record Healthy(String size, int bytes, int clients, int perSecond, double leastThroughput) implements Scenario {

    /** What the filter costs in the JVM is about a thousandth of such an exchange. */
    private static final String NOISE =
            "the filter's part is small beside what rounds of one app differ by on a shared machine:"
                    + " see the range. A quiet machine with more cores would be needed to tell";

    @Override
    public String name() {
        return "healthy-" + size.toLowerCase(Locale.ROOT).replace(" ", "");
    }

    @Override
    public Findings run(Setup stage) {
        List<Peer> peers = stage.of(Peers.ALL);
        Tallies tallies = new Tallies();
        // Once for nothing, so that everybody's code is compiled.
        Rounds.ofPeers(1, peers, peer -> measure(stage, peer, stage.time(), tallies));
        Rounds rounds = Rounds.ofPeers(stage.rounds(), peers, peer -> measure(stage, peer, stage.time(), tallies));
        // Short ones, since what ails the machine for some seconds then ails both alike.
        rounds.more(
                stage.byPace(0, 0, 30),
                stage.of(List.of(Peers.UNGUARDED, Peers.BREAKWATER)),
                peer -> throughput(stage, peer, Duration.ofSeconds(1), tallies));
        tallies.remarkOn(rounds);
        List<Column> columns = new ArrayList<>(List.of(
                Column.of("a second", "throughput", "%,.0f"),
                Column.ratio("× unguarded", "throughput"),
                Column.of("CPU each, µs", "cpu", "%,.0f"),
                Column.ratio("× unguarded", "cpu")));
        if (perSecond > 0) {
            columns.add(Column.of("p50, ms", "p50", "%.2f"));
            columns.add(Column.of("p99, ms", "p99", "%.2f"));
        }
        String ours = Peers.BREAKWATER.name();
        String base = Peers.UNGUARDED.name();
        List<Budget> budgets = new ArrayList<>();
        budgets.add(Budget.atLeast(
                        "healthy throughput, " + size + ", × unguarded",
                        leastThroughput,
                        "%.3f",
                        rounds.ratio(ours, base, "throughput"))
                .orBecause(NOISE));
        budgets.add(Budget.atMost(
                        "healthy CPU for each request, " + size + ", × unguarded",
                        1.03,
                        "%.3f",
                        rounds.ratio(ours, base, "cpu"))
                .orBecause(NOISE));
        return new Findings(
                "Healthy, " + size,
                "GETs of " + size + ", by " + clients + " clients as fast as they are answered"
                        + (perSecond > 0
                                ? "; latencies at " + perSecond + " calls a second, from when each was due."
                                : "."),
                List.of(rounds.table(columns.toArray(new Column[0]))),
                List.of(rounds.bars(name(), "Calls a second, bodies of " + size, "throughput", "%,.0f")),
                budgets);
    }

    private String path() {
        return "/healthy/" + bytes;
    }

    private Map<String, Double> throughput(Setup stage, Peer peer, Duration time, Tallies tallies) {
        Running app = stage.start(peer);
        Duration before = app.cpu();
        Tally closed = Load.closed(app.port(), clients, time, call -> path());
        mustServe(peer, closed);
        tallies.add(peer, closed);
        return Map.of(
                "throughput",
                closed.perSecond(200),
                "cpu",
                app.cpu().minus(before).toNanos() / 1e3 / closed.with(200));
    }

    private Map<String, Double> measure(Setup stage, Peer peer, Duration time, Tallies tallies) {
        Map<String, Double> figures = new LinkedHashMap<>(throughput(stage, peer, time, tallies));
        if (perSecond > 0) {
            Tally open = Load.open(
                    stage.start(peer).port(),
                    (int) Math.max(10, perSecond * time.toMillis() / 1000),
                    perSecond,
                    call -> path());
            mustServe(peer, open);
            figures.put("p50", open.millis(50));
            figures.put("p99", open.millis(99));
        }
        return figures;
    }

    /** On a machine that is too busy for it a heavy peer may refuse some; but whoever serves none, or cuts one, is not measured. */
    private void mustServe(Peer peer, Tally tally) {
        if (tally.with(200) == 0 || tally.bytes() < (long) tally.with(200) * bytes) {
            throw new IllegalStateException(peer.name() + " is not healthy: " + tally.statuses());
        }
    }
}
