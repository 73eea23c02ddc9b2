package io.breakwater.benchmarks;

import io.breakwater.benchmarks.peer.Peer;
import io.breakwater.benchmarks.peer.Peers;
import io.breakwater.benchmarks.report.Document;
import io.breakwater.benchmarks.report.Findings;
import io.breakwater.benchmarks.scenario.Scenario;
import io.breakwater.benchmarks.scenario.Scenarios;
import io.breakwater.benchmarks.scenario.Setup;
import io.breakwater.benchmarks.scenario.Setup.Pace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs every scenario, or those that are named, and writes a page of what was found: {@code docs/performance.md} when all were
 * run in full, else {@code benchmarks/target/performance.md}.
 */
public final class Performance {

    private static final String QUICK = "--quick";
    private static final Path DOCUMENT = Path.of("docs", "performance.md");
    private static final Path DRAFT = Path.of("benchmarks", "target", "performance.md");

    private Performance() {}

    /** Takes {@code --quick}, and names of scenarios. */
    public static void main(String[] arguments) throws IOException {
        boolean quick = List.of(arguments).contains(QUICK);
        List<String> wanted =
                Stream.of(arguments).filter(name -> !name.equals(QUICK)).toList();
        List<String> known = Scenarios.ALL.stream().map(Scenario::name).toList();
        if (!known.containsAll(wanted)) {
            System.err.println("Usage: benchmarks/run [--quick] [scenario …], where the scenarios are\n  "
                    + String.join("\n  ", known));
            System.exit(2);
        }
        List<String> skipped = Peers.ALL.stream()
                .filter(peer -> peer.missing().isPresent())
                .map(peer -> peer.name() + ", because " + peer.missing().orElseThrow())
                .toList();
        skipped.forEach(peer -> System.out.println("SKIPPED: " + peer));
        String command =
                Stream.concat(Stream.of("benchmarks/run"), Stream.of(arguments)).collect(Collectors.joining(" "));
        Document document = new Document(command, skipped);
        List<Peer> available =
                Peers.ALL.stream().filter(peer -> peer.missing().isEmpty()).toList();
        try (Setup stage = new Setup(quick ? Pace.QUICK : Pace.FULL, available)) {
            for (Scenario scenario : Scenarios.ALL) {
                if (wanted.isEmpty() || wanted.contains(scenario.name())) {
                    document.add(run(scenario, stage));
                }
            }
        }
        Path page = quick || !wanted.isEmpty() ? DRAFT : DOCUMENT;
        document.write(page);
        System.out.println("Written: " + page);
    }

    private static Findings run(Scenario scenario, Setup stage) throws IOException {
        long begin = System.nanoTime();
        System.out.println("== " + scenario.name());
        Findings found = scenario.run(stage);
        found.tables().forEach(table -> System.out.println(table.markdown()));
        found.budgets().forEach(System.out::println);
        System.out.println(
                "   took " + Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s");
        return found;
    }
}
