package io.breakwater.benchmarks.scenario;

import io.breakwater.benchmarks.peer.Peer;
import io.breakwater.benchmarks.report.Bars;
import io.breakwater.benchmarks.report.Range;
import io.breakwater.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Measures several in turn, round by round, and keeps every figure. */
final class Rounds {

    private final List<String> names;
    private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();
    private final Map<String, String> remarks = new LinkedHashMap<>();

    private Rounds(List<String> names) {
        this.names = names;
    }

    /** Takes one measurement; each figure has a name. */
    interface Measurement {
        Map<String, Double> take(String name);
    }

    /** A column of a table: a figure, or its ratio to that of the first peer. */
    record Column(String title, String figure, String format, boolean ratio) {
        static Column of(String title, String figure, String format) {
            return new Column(title, figure, format, false);
        }

        static Column ratio(String title, String figure) {
            return new Column(title, figure, "%.3f", true);
        }
    }

    static Rounds of(int rounds, List<String> names, Measurement measurement) {
        Rounds all = new Rounds(names);
        all.take(rounds, names, measurement);
        return all;
    }

    /** The same for peers. */
    static Rounds ofPeers(int rounds, List<Peer> peers, Function<Peer, Map<String, Double>> measurement) {
        return of(rounds, namesOf(peers), ofPeers(peers, measurement));
    }

    /** Further rounds for some of the peers, whose difference is too small for the rounds of all. */
    void more(int rounds, List<Peer> peers, Function<Peer, Map<String, Double>> measurement) {
        take(rounds, namesOf(peers), ofPeers(peers, measurement));
    }

    private void take(int rounds, List<String> wanted, Measurement measurement) {
        for (int round = 0; round < rounds; round++) {
            for (String name : wanted) {
                measurement.take(name).forEach((figure, value) -> valuesOf(name, figure)
                        .add(value));
            }
        }
    }

    private static List<String> namesOf(List<Peer> peers) {
        return peers.stream().map(Peer::name).toList();
    }

    private static Measurement ofPeers(List<Peer> peers, Function<Peer, Map<String, Double>> measurement) {
        Map<String, Peer> byName = new LinkedHashMap<>();
        peers.forEach(peer -> byName.put(peer.name(), peer));
        return name -> measurement.apply(byName.get(name));
    }

    private List<Double> valuesOf(String name, String figure) {
        return figures.computeIfAbsent(name, n -> new LinkedHashMap<>())
                .computeIfAbsent(figure, n -> new ArrayList<>());
    }

    /** What statuses there were, for the last column. */
    void remark(String name, String remark) {
        remarks.put(name, remark);
    }

    Range spread(String name, String figure) {
        return Range.of(valuesOf(name, figure));
    }

    /** Round by round against another. */
    Range ratio(String name, String base, String figure) {
        List<Double> mine = valuesOf(name, figure);
        List<Double> theirs = valuesOf(base, figure);
        return Range.of(IntStream.range(0, mine.size())
                .mapToObj(round -> mine.get(round) / theirs.get(round))
                .toList());
    }

    Table table(Column... columns) {
        List<String> header = new ArrayList<>(List.of(""));
        List.of(columns).forEach(column -> header.add(column.title()));
        if (!remarks.isEmpty()) {
            header.add("answers");
        }
        return new Table(header, names.stream().map(name -> row(name, columns)).toList());
    }

    private List<String> row(String name, Column... columns) {
        List<String> row = new ArrayList<>(List.of(name));
        for (Column column : columns) {
            Range spread = column.ratio() ? ratio(name, names.get(0), column.figure()) : spread(name, column.figure());
            row.add(spread.show(column.format()));
        }
        if (!remarks.isEmpty()) {
            row.add(remarks.getOrDefault(name, ""));
        }
        return row;
    }

    Bars bars(String name, String title, String figure, String format) {
        return new Bars(
                name,
                title,
                format,
                names.stream()
                        .map(bar -> new Bars.Bar(bar, spread(bar, figure)))
                        .toList());
    }
}
