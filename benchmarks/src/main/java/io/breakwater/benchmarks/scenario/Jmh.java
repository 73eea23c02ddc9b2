package io.breakwater.benchmarks.scenario;

import io.breakwater.benchmarks.report.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks, round by round; each is known by its method's name and its parameter. */
final class Jmh {

    private static final String ALLOCATION = "gc.alloc.rate.norm";
    private static final double MICRO = 1000;

    private record Score(double nanos, double bytes) {}

    private final int threads;
    private final Map<String, List<Score>> scores = new LinkedHashMap<>();

    Jmh(int threads) {
        this.threads = threads;
    }

    /** Runs those of a class whose methods match, with that body where it is not empty. */
    void run(Setup stage, Class<?> benchmarks, String methods, String body) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmarks.getName().replace(".", "\\.") + "\\." + methods + "$")
                .forks(stage.byPace(0, 1, 1))
                .warmupIterations(stage.byPace(0, 2, 2))
                .warmupTime(TimeValue.milliseconds(stage.byPace(20, 500, 1000)))
                .measurementIterations(stage.byPace(1, 1, 2))
                .measurementTime(TimeValue.milliseconds(stage.byPace(20, 300, 1000)))
                .threads(threads)
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT);
        if (!body.isEmpty()) {
            options.param("body", body);
        }
        try {
            new Runner(options.build()).run().forEach(this::keep);
        } catch (RunnerException e) {
            throw new IllegalStateException("a benchmark failed", e);
        }
    }

    private void keep(RunResult result) {
        String method = result.getParams().getBenchmark();
        StringBuilder key = new StringBuilder(method.substring(method.lastIndexOf('.') + 1));
        result.getParams().getParamsKeys().forEach(parameter -> key.append(' ')
                .append(result.getParams().getParam(parameter)));
        scores.computeIfAbsent(key.toString(), k -> new ArrayList<>())
                .add(new Score(
                        result.getPrimaryResult().getScore(),
                        // An object has whole bytes; the rest is what the JVM allocated besides meanwhile.
                        Math.rint(Objects.requireNonNull(
                                        result.getSecondaryResults().get(ALLOCATION))
                                .getScore())));
    }

    private List<Score> of(String key) {
        List<Score> found = scores.get(key);
        if (found == null) {
            throw new IllegalStateException("no benchmark " + key + " among " + scores.keySet());
        }
        return found;
    }

    int rounds(String key) {
        return of(key).size();
    }

    double nanos(String key, int round) {
        return of(key).get(round).nanos();
    }

    Range micros(String key) {
        return spread(key, score -> score.nanos() / MICRO);
    }

    Range bytes(String key) {
        return spread(key, Score::bytes);
    }

    /** Round by round, on top of another. */
    Range moreMicros(String key, String base) {
        return more(key, base, score -> score.nanos() / MICRO);
    }

    Range moreBytes(String key, String base) {
        return more(key, base, Score::bytes);
    }

    private Range spread(String key, Function<Score, Double> figure) {
        return Range.of(of(key).stream().map(figure).toList());
    }

    private Range more(String key, String base, Function<Score, Double> figure) {
        return Range.of(IntStream.range(0, rounds(key))
                .mapToObj(round -> figure.apply(of(key).get(round)) - figure.apply(of(base).get(round)))
                .toList());
    }
}
