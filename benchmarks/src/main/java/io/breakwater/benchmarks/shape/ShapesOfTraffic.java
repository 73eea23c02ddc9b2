package io.breakwater.benchmarks.shape;

import io.breakwater.benchmarks.report.Budget;
import io.breakwater.benchmarks.report.Findings;
import io.breakwater.benchmarks.report.Lines;
import io.breakwater.benchmarks.report.Plot;
import io.breakwater.benchmarks.report.Table;
import io.breakwater.benchmarks.scenario.Scenario;
import io.breakwater.benchmarks.scenario.Setup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every law under every shape of traffic, on a virtual clock. */
public final class ShapesOfTraffic implements Scenario {

    /** The pictures end here: the container has no more threads. */
    private static final double TOP = Law.THREADS * 1.1;

    @Override
    public String name() {
        return "shapes";
    }

    @Override
    public Findings run(Setup stage) {
        return run(stage.isSmoke() ? Shapes.ALL.stream().filter(Shape::isShort).toList() : Shapes.ALL);
    }

    static Findings run(List<Shape> shapes) {
        Map<Shape, Map<Law, Run.Result>> results = new LinkedHashMap<>();
        for (Shape shape : shapes) {
            Map<Law, Run.Result> ofShape = new LinkedHashMap<>();
            Law.ALL.forEach(law -> ofShape.put(law, Run.of(law, shape)));
            results.put(shape, ofShape);
        }
        List<Plot> plots = new ArrayList<>();
        results.forEach((shape, ofShape) -> {
            if (!shape.isHealthy()) {
                plots.add(plot(shape, ofShape));
            }
        });
        long falseSheds = results.values().stream()
                .flatMap(ofShape -> ofShape.entrySet().stream())
                .filter(result -> result.getKey().isOurs())
                .mapToLong(result -> result.getValue().falseSheds())
                .sum();
        return new Findings(
                "Shapes of traffic",
                "The laws that limit concurrency, simulated on a virtual clock: requests come at random, the same ones for each"
                        + " law, and again the same in each run. A shed is a false one where the downstream keeps its pace. AIMD,"
                        + " Vegas and Gradient2 are those of Netflix' concurrency-limits 0.5.4 with their defaults (Vegas probes at"
                        + " random times of its own, so its figures vary a little); Breakwater's is `concurrency.max=auto`, first"
                        + " alone, then with `concurrency.share` of a container of " + Law.THREADS
                        + " threads, of which other routes ask for some.",
                List.of(falseSheds(results), protection(results)),
                plots,
                List.of(new Budget(
                        "`concurrency.max=auto`, false sheds in " + shapes.size() + " shapes of traffic",
                        "0",
                        Long.toString(falseSheds),
                        falseSheds == 0)));
    }

    /** What is refused although all is well. */
    private static Table falseSheds(Map<Shape, Map<Law, Run.Result>> results) {
        List<String> header = new ArrayList<>(List.of("false sheds, % of requests", "what it is"));
        Law.ALL.stream().filter(Law::limits).map(Law::name).forEach(header::add);
        List<List<String>> rows = new ArrayList<>();
        results.forEach((shape, ofShape) -> {
            if (shape.isHealthy()) {
                List<String> row = new ArrayList<>(List.of(shape.name(), shape.what()));
                ofShape.forEach((law, result) -> {
                    if (law.limits()) {
                        row.add(result.falseSheds() == 0 ? "0" : figure("%.2f", result.falsePercent()));
                    }
                });
                rows.add(row);
            }
        });
        return new Table(header, rows);
    }

    /** What is saved when it is not. */
    private static Table protection(Map<Shape, Map<Law, Run.Result>> results) {
        List<String> header = new ArrayList<>(List.of("most in flight, s to protect, s to recover", "what it is"));
        Law.ALL.stream().map(Law::name).forEach(header::add);
        List<List<String>> rows = new ArrayList<>();
        results.forEach((shape, ofShape) -> {
            if (!shape.isHealthy()) {
                List<String> row = new ArrayList<>(List.of(shape.name(), shape.what()));
                ofShape.values().forEach(result -> row.add(shown(result)));
                rows.add(row);
            }
        });
        return new Table(header, rows);
    }

    private static String shown(Run.Result result) {
        return result.mostInFlight() + ", "
                + (Double.isInfinite(result.protect()) ? "never" : figure("%.1f", result.protect())) + ", "
                + figure("%.1f", result.recover())
                + (result.falseSheds() == 0 ? "" : "; false sheds " + figure("%.1f %%", result.falsePercent()));
    }

    private static Plot plot(Shape shape, Map<Law, Run.Result> ofShape) {
        List<Lines.Line> lines = new ArrayList<>();
        // Ours first, which is on top.
        List.of(Law.SHARED, Law.NONE, Law.GRADIENT, Law.VEGAS, Law.AIMD).forEach(law -> {
            Run.Result result = ofShape.get(law);
            if (result != null) {
                lines.add(new Lines.Line(law.name(), result.inFlight()));
            }
        });
        return new Lines(
                "shape-" + shape.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"),
                "In flight, " + shape.name(),
                shape.seconds(),
                TOP,
                lines);
    }

    private static String figure(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
