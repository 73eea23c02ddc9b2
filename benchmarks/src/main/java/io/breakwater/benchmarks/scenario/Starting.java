package io.breakwater.benchmarks.scenario;

import io.breakwater.benchmarks.report.Budget;
import io.breakwater.benchmarks.report.Findings;
import io.breakwater.benchmarks.report.Range;
import io.breakwater.benchmarks.report.Table;
import io.breakwater.benchmarks.server.Start;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How long the filter takes to start in a fresh JVM, and how large it is. */
final class Starting implements Scenario {

    private static final Path BUILT = Path.of("filter", "target");
    private static final double KB = 1024;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Findings run(Setup stage) throws IOException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < stage.byPace(1, 3, 11); i++) {
            millis.add(inFreshJvm());
        }
        Range start = Range.of(millis);
        List<Budget> budgets = new ArrayList<>();
        budgets.add(Budget.atMost("filter start with " + Start.ROUTES + " routes, fresh JVM, ms", 150, "%.0f", start)
                .orBecause("nearly all of it is a cold JVM that loads and links some 800 classes, a third of them made"
                        + " at run time for lambdas, and interprets each once: without any route it takes more than half of"
                        + " this, and a second start in the same JVM less than a fifth. Class data sharing, or plain"
                        + " classes in place of lambdas, would be needed."));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("start with " + Start.ROUTES + " routes", start.show("%.0f") + " ms"));
        size("original-breakwater-filter-").ifPresent(kilobytes -> {
            budgets.add(Budget.atMost("jar without dependencies, KB", 250, "%.0f", one(kilobytes))
                    .orBecause(
                            "it is some 270 small classes, not one of which is above 7 KB; tables for debuggers are a tenth."
                                    + " Half of the filter would have to go."));
            rows.add(List.of("jar without dependencies", one(kilobytes).show("%.0f") + " KB"));
        });
        size("breakwater-filter-")
                .ifPresent(kilobytes -> rows.add(List.of(
                        "jar with the template engine packed in", one(kilobytes).show("%.0f") + " KB")));
        return new Findings(
                "Start and size",
                "From the builder to the ready filter, classes loaded on the way, in a JVM that has done nothing before but"
                        + " start its logging.",
                List.of(new Table(List.of("", ""), rows)),
                List.of(),
                budgets);
    }

    private static Range one(double value) {
        return new Range(value, value, value);
    }

    private static double inFreshJvm() throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Start.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return Double.parseDouble(
                new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim());
    }

    private static Optional<Double> size(String prefix) throws IOException {
        if (!Files.isDirectory(BUILT)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(BUILT)) {
            return files.filter(file -> file.getFileName().toString().matches(prefix + "[0-9.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .map(Starting::kilobytes);
        }
    }

    private static double kilobytes(Path file) {
        try {
            return Files.size(file) / KB;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
