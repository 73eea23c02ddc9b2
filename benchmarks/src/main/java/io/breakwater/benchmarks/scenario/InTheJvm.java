package io.breakwater.benchmarks.scenario;

import io.breakwater.benchmarks.HappyPathBenchmark;
import io.breakwater.benchmarks.PageBenchmark;
import io.breakwater.benchmarks.RouteLookupBenchmark;
import io.breakwater.benchmarks.report.Bars;
import io.breakwater.benchmarks.report.Budget;
import io.breakwater.benchmarks.report.Findings;
import io.breakwater.benchmarks.report.Range;
import io.breakwater.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What an exchange costs without a network, by JMH. */
final class InTheJvm implements Scenario {

    private static final String OURS = "guardedWithIncomingId";

    /** What the benchmarks are called in the tables. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("bareChain 0", "the bare chain"),
            Map.entry("permitsAlone 0", "Resilience4j's permits alone"),
            Map.entry(OURS + " 0", "Breakwater, the ID came with the request"),
            Map.entry("guarded 0", "Breakwater, which makes an ID"),
            Map.entry("guardedWithListener 0", "Breakwater, with a listener"),
            Map.entry("guardedWithAuto 0", "Breakwater, with `concurrency.max=auto`"),
            Map.entry("naiveWithoutPool 0", "the afternoon's filter, no time limit"),
            Map.entry("naive 0", "the afternoon's filter"),
            Map.entry(OURS + " 64", "Breakwater, a head and 64 KB"),
            Map.entry("naiveWithoutPool 64", "the afternoon's filter, no time limit, a head and 64 KB"),
            Map.entry("naive 64", "the afternoon's filter, a head and 64 KB"),
            Map.entry("html", "a page for a person, after a failure"),
            Map.entry("json", "problem+json, after a failure"),
            Map.entry("refusal", "a page for a person, from an open breaker"),
            Map.entry("find 1", "finding the route, 1 route"),
            Map.entry("find 10", "finding the route, 10 routes"),
            Map.entry("find 100", "finding the route, 100 routes"));

    @Override
    public String name() {
        return "jvm";
    }

    @Override
    public Findings run(Setup stage) {
        Jmh one = new Jmh(1);
        Jmh two = new Jmh(2);
        for (int round = 0; round < stage.byPace(1, 1, 3); round++) {
            one.run(stage, HappyPathBenchmark.class, ".*", "0");
            one.run(stage, HappyPathBenchmark.class, "(bareChain|" + OURS + "|naive|naiveWithoutPool)", "64");
            one.run(stage, PageBenchmark.class, ".*", "");
            one.run(stage, RouteLookupBenchmark.class, ".*", "");
            two.run(stage, HappyPathBenchmark.class, "(bareChain|permitsAlone|" + OURS + ")", "0");
        }
        List<List<String>> happy = new ArrayList<>();
        for (String key : List.of(
                "permitsAlone 0",
                OURS + " 0",
                "guarded 0",
                "guardedWithListener 0",
                "guardedWithAuto 0",
                "naiveWithoutPool 0",
                "naive 0")) {
            happy.add(row(key, one, "bareChain 0"));
        }
        for (String key : List.of(OURS + " 64", "naiveWithoutPool 64", "naive 64")) {
            happy.add(row(key, one, "bareChain 64"));
        }
        List<List<String>> others = Stream.of("html", "json", "refusal", "find 1", "find 10", "find 100")
                .map(key -> List.of(
                        WORDS.getOrDefault(key, key),
                        one.micros(key).show("%.3f") + " µs",
                        one.bytes(key).show("%,.0f") + " B"))
                .toList();
        List<List<String>> threads = Stream.of("bareChain 0", "permitsAlone 0", OURS + " 0")
                .map(key -> List.of(
                        WORDS.getOrDefault(key, key), gain(one, two, key).show("%.2f")))
                .toList();
        Range micros = one.moreMicros(OURS + " 0", "bareChain 0");
        Range micros64 = one.moreMicros(OURS + " 64", "bareChain 64");
        Range bytes = one.moreBytes(OURS + " 0", "bareChain 0");
        Range bytes64 = one.moreBytes(OURS + " 64", "bareChain 64");
        return new Findings(
                "In the JVM",
                "JMH with `-prof gc`, around a chain that does nothing, or writes a head and 64 KB, with stubs that answer like"
                        + " a container's objects. The first table is what comes on top of the bare chain.",
                List.of(
                        new Table(List.of("a healthy exchange", "time", "allocation"), happy),
                        new Table(List.of("", "time", "allocation"), others),
                        new Table(List.of("", "two threads' throughput × one's"), threads)),
                List.of(new Bars(
                        name(),
                        "A healthy exchange over the bare chain, µs",
                        "%.2f",
                        Stream.of("permitsAlone 0", OURS + " 0", "naiveWithoutPool 0", "naive 0")
                                .map(key -> new Bars.Bar(
                                        key.startsWith(OURS) ? "Breakwater" : WORDS.getOrDefault(key, key),
                                        one.moreMicros(key, "bareChain 0")))
                                .toList())),
                List.of(
                        Budget.atMost("happy path over the bare chain, µs", 0.6, "%.2f", micros),
                        Budget.atMost(
                                "what `concurrency.max=auto` adds to it, µs",
                                0.15,
                                "%.2f",
                                one.moreMicros("guardedWithAuto 0", OURS + " 0")),
                        Budget.atMost(
                                "what `concurrency.max=auto` adds to it, B",
                                64,
                                "%.0f",
                                one.moreBytes("guardedWithAuto 0", OURS + " 0")),
                        Budget.atMost("happy path over the bare chain, B", 400, "%.0f", bytes)
                                .orBecause(
                                        "it is 376 B, and where the compilers do not find out that it need not be made, 24 B"
                                                + " for the time that the breaker's window asks for; 32 B are MDC's. A wrapper less"
                                                + " would do: exchange, attempt, their alarm, and the two wrappers are the rest."),
                        Budget.atMost("the same with a head and 64 KB, µs", 0.6, "%.2f", micros64)
                                .orBecause(
                                        "it is the noting of what the app has set, as for the bytes below, and the asking before"
                                                + " each of the app's operations whether the response is still the app's."),
                        Budget.atMost("the same with a head and 64 KB, B", 400, "%.0f", bytes64)
                                .orBecause(
                                        "what the app sets is noted by its names, so that what filters outside have set can be told"
                                                + " from it; the stream that stands before the container's, and the list of those names,"
                                                + " are what comes on top of an exchange without a head."),
                        Budget.atLeast(
                                        "two threads on one route, × one's throughput",
                                        1.6,
                                        "%.2f",
                                        gain(one, two, OURS + " 0"))
                                .orBecause(
                                        "all threads of a route write into the one window of its breaker, whose permits"
                                                + " alone do worse (below). A window for each thread would be needed, which"
                                                + " Resilience4j does not have.")));
    }

    private static List<String> row(String key, Jmh jmh, String bare) {
        return List.of(
                WORDS.getOrDefault(key, key),
                "+" + jmh.moreMicros(key, bare).show("%.2f") + " µs",
                "+" + jmh.moreBytes(key, bare).show("%,.0f") + " B");
    }

    private static Range gain(Jmh one, Jmh two, String key) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < one.rounds(key); round++) {
            ratios.add(2 * one.nanos(key, round) / two.nanos(key, round));
        }
        return Range.of(ratios);
    }
}
