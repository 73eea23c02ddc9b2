package io.breakwater.benchmarks.shape;

import io.breakwater.benchmarks.shape.Shape.Answer;
import io.breakwater.benchmarks.shape.Shape.Rate;
import io.breakwater.benchmarks.shape.Shape.Trouble;
import java.util.List;
import java.util.SplittableRandom;

/** The shapes that are tried. */
final class Shapes {

    private static final double TIMEOUT = 10;
    private static final double FAST = 0.020;

    /** Those in which the downstream keeps its pace, and then those in which it does not. */
    static final List<Shape> ALL = List.of(
            healthy("steady", "200 a second, answered in 20 ms", 180, at -> 200, spread(FAST, 0.5)),
            healthy(
                    "daily wave",
                    "from 20 a second to 400 and back, within ten minutes",
                    600,
                    at -> 210 - 190 * Math.cos(at * 2 * Math.PI / 600),
                    spread(FAST, 0.5)),
            healthy(
                    "healthy burst",
                    "50 a second, then ten times as many for 10 s, of which the first 200 come within 20 ms; same latency of 40 ms",
                    120,
                    at -> at >= 60 && at < 60.02 ? 10_000 : at >= 60 && at < 70 ? 500 : 50,
                    spread(0.040, 0.5)),
            healthy("slow but right", "40 a second, each answered in 2.5 s", 180, at -> 40, spread(2.5, 0.3)),
            healthy(
                    "few a minute",
                    "four a minute, answered in 5 ms to some seconds",
                    3_600,
                    at -> 4 / 60.0,
                    spread(0.2, 1.2)),
            healthy(
                    "cold start",
                    "200 a second from the first moment; half a second at first, 20 ms after some seconds",
                    120,
                    at -> 200,
                    (at, dice) -> spread(FAST + 0.5 * Math.exp(-at / 1.5), 0.3).to(at, dice)),
            new Shape(
                    "long polls",
                    "10 a second, each held for up to 25 s on a thread; the time-out is 60 s",
                    600,
                    60,
                    at -> 10,
                    (at, dice) -> dice.nextDouble(0.01, 25),
                    null),
            healthy(
                    "mixed",
                    "200 a second: 85 % in 5 ms, the rest in a second",
                    600,
                    at -> 200,
                    (at, dice) -> dice.nextDouble() < 0.85
                            ? spread(0.005, 0.3).to(at, dice)
                            : spread(1, 0.3).to(at, dice)),
            healthy(
                    "own pauses",
                    "200 a second in 20 ms; every 20 s this JVM stands still for 300 ms, and all that came meanwhile begins and ends then",
                    180,
                    at -> at % 20 < 0.3 ? 0 : at % 20 < 0.31 ? 6_200 : 200,
                    (at, dice) -> {
                        double latency = spread(FAST, 0.5).to(at, dice);
                        double phase = (at + latency) % 20;
                        return phase < 0.3 && at % 20 > 0.3 ? latency + 0.3 - phase : latency;
                    }),
            healthy(
                    "slow drift",
                    "200 a second, from 20 ms to 400 ms within ten minutes",
                    600,
                    at -> 200,
                    (at, dice) -> spread(FAST * Math.pow(20, at / 600), 0.5).to(at, dice)),
            healthy(
                    "failing fast",
                    "200 a second in 20 ms; for 30 s every call fails after 2 ms, which holds no thread",
                    150,
                    at -> 200,
                    (at, dice) ->
                            at >= 60 && at < 90 ? -0.002 : spread(FAST, 0.5).to(at, dice)),
            troubled(
                    "black hole",
                    "200 a second in 20 ms; for 30 s no answer comes",
                    150,
                    at -> 200,
                    hole(60, 90, 1),
                    new Trouble(60, 90)),
            troubled(
                    "dead from the start",
                    "200 a second; in the first 30 s no answer comes",
                    90,
                    at -> 200,
                    hole(0, 30, 1),
                    new Trouble(0, 30)),
            troubled(
                    "half a black hole",
                    "200 a second in 20 ms; for 30 s every second one is not answered",
                    150,
                    at -> 200,
                    hole(60, 90, 0.5),
                    new Trouble(60, 90)),
            troubled(
                    "latency step",
                    "200 a second, from 20 ms to 2 s at once, and back after 60 s",
                    180,
                    at -> 200,
                    (at, dice) -> spread(at >= 60 && at < 120 ? 2 : FAST, 0.3).to(at, dice),
                    new Trouble(60, 120)),
            troubled(
                    "recovery, thrice",
                    "200 a second in 20 ms; from 60 s on no answer comes for 5 s in every 20",
                    130,
                    at -> 200,
                    (at, dice) -> at >= 60 && at < 105 && at % 20 < 5
                            ? Shape.NEVER
                            : spread(FAST, 0.5).to(at, dice),
                    new Trouble(60, 105)));

    private Shapes() {}

    private static Shape healthy(String name, String what, double seconds, Rate rate, Answer answer) {
        return new Shape(name, what, seconds, TIMEOUT, rate, answer, null);
    }

    private static Shape troubled(String name, String what, double seconds, Rate rate, Answer answer, Trouble trouble) {
        return new Shape(name, what, seconds, TIMEOUT, rate, answer, trouble);
    }

    private static Answer hole(double from, double to, double part) {
        return (at, dice) -> at >= from && at < to && dice.nextDouble() < part
                ? Shape.NEVER
                : spread(FAST, 0.5).to(at, dice);
    }

    /** Latencies with that median, spread as those of networks are: the logarithm of them is normal. */
    private static Answer spread(double median, double sigma) {
        return (at, dice) -> median * Math.exp(sigma * gaussian(dice));
    }

    private static double gaussian(SplittableRandom dice) {
        return Math.sqrt(-2 * Math.log(1 - dice.nextDouble())) * Math.cos(2 * Math.PI * dice.nextDouble());
    }
}
