package io.breakwater.operations.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Replays traffic to the early warning, second by second, on a clock that is simulated and with seeds that are fixed, and writes
 * down how often it is wrong and how early it is right. What is measured stands in docs/operations/early-warning.md, which {@code
 * -Dbreakwater.write-reference=true} writes anew.
 */
class EarlyWarningReplayTest {

    private static final double LIMIT_SECONDS = 10;
    private static final int PERMITS = 200;
    private static final int DAY = 86_400;
    private static final int RUNS = 20;
    private static final int RISE_BEGINS = 900;
    /** Nine of ten values of a normal distribution are below so many standard deviations. */
    private static final double NINE_OF_TEN = 1.2816;

    private static final Path PAGE = Path.of("..", "docs", "operations", "early-warning.md");
    private static final String BEGIN = "<!-- measured: begin -->\n";
    private static final String END = "<!-- measured: end -->\n";

    /**
     * Traffic: how long exchanges take that arrive at a second, and how many arrive.
     *
     * @param latency the median of the latency in seconds, by the second
     * @param perSecond the arrivals, by the second
     * @param spread the sigma of the latency, which is distributed log-normally
     */
    private record Traffic(DoubleUnaryOperator latency, DoubleUnaryOperator perSecond, double spread) {}

    /** What came of a replay: how often it warned, and when first; negative for never. */
    private record Replay(int warnings, int firstWarning) {}

    /** An exchange that has begun is seen by the latency when it ends, and by the permits at once, as in a real app. */
    private static Replay replay(Traffic traffic, int seconds, boolean limited, long seed) {
        Random random = new Random(seed);
        EarlyWarning warning = new EarlyWarning();
        List<List<Double>> ending = new ArrayList<>();
        for (int i = 0; i < seconds + 120; i++) {
            ending.add(null);
        }
        int inUse = 0;
        int warnings = 0;
        int first = -1;
        boolean warned = false;
        for (int second = 0; second < seconds; second++) {
            int arrivals = poisson(traffic.perSecond().applyAsDouble(second), random);
            for (int i = 0; i < arrivals; i++) {
                double median = traffic.latency().applyAsDouble(second);
                double latency = Math.min(LIMIT_SECONDS, median * Math.exp(traffic.spread() * random.nextGaussian()));
                int end = second + (int) (random.nextDouble() + latency);
                if (ending.get(end) == null) {
                    ending.set(end, new ArrayList<>());
                }
                ending.get(end).add(latency);
                inUse++;
            }
            List<Double> ended = ending.get(second) == null ? List.of() : ending.get(second);
            ending.set(second, null);
            inUse -= ended.size();
            warning.tick(List.of(new EarlyWarning.Second(
                    "orders",
                    ninetieth(ended),
                    LIMIT_SECONDS,
                    limited ? Math.min(inUse, PERMITS) : inUse,
                    limited ? OptionalInt.of(PERMITS) : OptionalInt.empty())));
            boolean now = warning.of("orders").orElseThrow().warned();
            if (now && !warned) {
                warnings++;
                first = first < 0 ? second : first;
            }
            warned = now;
        }
        return new Replay(warnings, first);
    }

    private static OptionalDouble ninetieth(List<Double> latencies) {
        if (latencies.isEmpty()) {
            return OptionalDouble.empty();
        }
        double[] sorted = latencies.stream().mapToDouble(x -> x).sorted().toArray();
        return OptionalDouble.of(sorted[Math.max(0, (int) Math.ceil(0.9 * sorted.length) - 1)]);
    }

    private static int poisson(double mean, Random random) {
        if (mean > 30) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        int count = -1;
        for (double product = 1; product > limit; count++) {
            product *= random.nextDouble();
        }
        return Math.max(0, count);
    }

    private static DoubleUnaryOperator constant(double value) {
        return second -> value;
    }

    /** Healthy for a quarter of an hour, and then on a straight line to the limit and beyond. */
    private static DoubleUnaryOperator ramp(double from, double to, int seconds) {
        return second -> second < RISE_BEGINS ? from : from + (to - from) * (second - RISE_BEGINS) / seconds;
    }

    private static DoubleUnaryOperator wave(double low, double high) {
        return second -> low + (high - low) * (1 - Math.cos(2 * Math.PI * second / DAY)) / 2;
    }

    private static DoubleUnaryOperator steps(double low, double high) {
        return second -> (int) (second / 1_800) % 2 == 0 ? low : high;
    }

    private static DoubleUnaryOperator bursts(double calm, double busy) {
        return second -> second % 3_600 < 45 ? busy : calm;
    }

    @Test
    void whatItIsWorthStandsInTheDocs() throws IOException {
        StringBuilder table = new StringBuilder();
        table.append("| A day of | False alarms |\n|---|---|\n");
        int quiet = 0;
        quiet += day(table, "50 requests a second, steady, wide spread", constant(0.2), constant(50), 0.8, false);
        quiet += day(table, "1 request in 2 seconds, steady, wide spread", constant(0.2), constant(0.5), 0.8, false);
        quiet += day(table, "a daily wave of load, 5 to 100 a second", constant(0.2), wave(5, 100), 0.8, true);
        quiet += day(table, "a daily wave of latency, 0.1 s to 4 s", wave(0.1, 4), constant(20), 0.5, true);
        int steps = day(table, "steps each half hour, 0.2 s to 4 s and back", steps(0.2, 4), constant(20), 0.5, true);
        int bursts =
                day(table, "a burst each hour, 10 to 120 a second for 45 s", constant(0.8), bursts(10, 120), 0.5, true);
        table.append("\n| A rise that reaches the limit | Warned | Lead time: median | shortest | longest |\n")
                .append("|---|---|---|---|---|\n");
        int early = 0;
        early += rise(table, "latency, 0.2 s to 10 s in 1 minute", ramp(0.2, 10, 60), constant(50), 0.3, false);
        early += rise(table, "latency, 0.2 s to 10 s in 3 minutes", ramp(0.2, 10, 180), constant(50), 0.3, false);
        early += rise(table, "latency, 0.2 s to 10 s in 10 minutes", ramp(0.2, 10, 600), constant(50), 0.3, false);
        early += rise(table, "load, 10 to 300 a second in 2 minutes", constant(0.8), ramp(10, 300, 120), 0.3, true);
        early += rise(table, "load, 10 to 300 a second in 10 minutes", constant(0.8), ramp(10, 300, 600), 0.3, true);
        early += rise(
                table,
                "latency at 50 a second, which fills 200 permits, in 3 minutes",
                ramp(0.2, 10, 180),
                constant(50),
                0.3,
                true);

        assertThat(quiet)
                .as("false alarms of four days without a jump: %s", table)
                .isLessThanOrEqualTo(4);
        assertThat(steps + bursts)
                .as("false alarms of two days with 72 jumps: %s", table)
                .isLessThanOrEqualTo(72);
        assertThat(early)
                .as("of 120 rises, those warned of before the limit: %s", table)
                .isGreaterThanOrEqualTo(114);
        compare(table.toString());
    }

    private static int day(
            StringBuilder table,
            String name,
            DoubleUnaryOperator latency,
            DoubleUnaryOperator perSecond,
            double spread,
            boolean limited) {
        Replay replay = replay(new Traffic(latency, perSecond, spread), DAY, limited, 1);
        // A limit that is reached by chance is no false alarm; none of these courses leads there.
        table.append("| ").append(name).append(" | ").append(replay.warnings()).append(" |\n");
        return replay.warnings();
    }

    private static int rise(
            StringBuilder table,
            String name,
            DoubleUnaryOperator latency,
            DoubleUnaryOperator perSecond,
            double spread,
            boolean limited) {
        Traffic traffic = new Traffic(latency, perSecond, spread);
        int reached = reached(traffic, limited);
        List<Integer> leads = new ArrayList<>();
        for (int seed = 0; seed < RUNS; seed++) {
            Replay replay = replay(traffic, RISE_BEGINS + 700, limited, seed);
            if (replay.firstWarning() >= RISE_BEGINS && replay.firstWarning() < reached) {
                leads.add(reached - replay.firstWarning());
            }
        }
        int[] sorted = leads.stream().mapToInt(x -> x).sorted().toArray();
        table.append(String.format(
                Locale.ROOT,
                "| %s | %d of %d | %s | %s | %s |%n",
                name,
                sorted.length,
                RUNS,
                seconds(sorted, sorted.length / 2),
                seconds(sorted, 0),
                seconds(sorted, sorted.length - 1)));
        return sorted.length;
    }

    /**
     * When the course itself, without its noise, reaches the limit: nine of ten exchanges at the attempt-timeout, or as many at once
     * as there are permits (Little's law). Single exchanges get there before.
     */
    private static int reached(Traffic traffic, boolean limited) {
        int second = 0;
        while (limited
                ? traffic.perSecond().applyAsDouble(second)
                                * traffic.latency().applyAsDouble(second)
                                * Math.exp(traffic.spread() * traffic.spread() / 2)
                        < PERMITS
                : traffic.latency().applyAsDouble(second) * Math.exp(NINE_OF_TEN * traffic.spread()) < LIMIT_SECONDS) {
            second++;
        }
        return second;
    }

    private static String seconds(int[] sorted, int at) {
        return sorted.length == 0 ? "–" : sorted[at] + " s";
    }

    private static void compare(String table) throws IOException {
        String page = Files.readString(PAGE, StandardCharsets.UTF_8);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (Boolean.getBoolean("breakwater.write-reference")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end), StandardCharsets.UTF_8);
        } else {
            assertThat(page.substring(begin, end)).isEqualTo(table);
        }
    }
}
