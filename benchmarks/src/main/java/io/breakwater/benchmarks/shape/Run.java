package io.breakwater.benchmarks.shape;

import io.breakwater.internal.policy.PlaceEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** One law under one shape, on a virtual clock: the same seed gives the same requests to every law. */
final class Run {

    private static final double NANOS = 1e9;
    private static final long SEED = 20_260_730;
    /** How often the picture is taken. */
    private static final double SAMPLE = 0.1;

    /**
     * What came of it.
     *
     * @param requests how many came
     * @param shed how many were refused
     * @param falseSheds how many were refused although the downstream kept its pace, the way back from trouble left out
     * @param mostInFlight how many were in flight at most
     * @param protect how many seconds after the trouble had begun it first refused; infinite for never
     * @param recover how many seconds after the trouble had ended it last refused; 0 for not at all
     * @param inFlight how many were in flight, ten times a second
     */
    record Result(
            long requests,
            long shed,
            long falseSheds,
            int mostInFlight,
            double protect,
            double recover,
            List<Integer> inFlight) {

        double falsePercent() {
            return 100.0 * falseSheds / Math.max(1, requests);
        }
    }

    private record Request(long startNanos, long endNanos, PlaceEnd end, Object held) {}

    private Run() {}

    static Result of(Law law, Shape shape) {
        SplittableRandom arrivals = new SplittableRandom(SEED);
        SplittableRandom answers = arrivals.split();
        Law.Running limit = law.start().apply(Duration.ofNanos(nanos(shape.timeout())));
        PriorityQueue<Request> flying = new PriorityQueue<>((a, b) -> Long.compare(a.endNanos(), b.endNanos()));
        List<Integer> picture = new ArrayList<>();
        Shape.Trouble trouble = shape.trouble();
        long requests = 0;
        long shed = 0;
        long falseSheds = 0;
        int most = 0;
        double firstRefusal = Double.POSITIVE_INFINITY;
        double lastRefusal = Double.NEGATIVE_INFINITY;
        double at = next(0, shape, arrivals);
        while (at < shape.seconds()) {
            long now = nanos(at);
            land(flying, now, limit);
            while (picture.size() * SAMPLE < at) {
                picture.add(flying.size());
            }
            requests++;
            double latency = shape.answer().to(at, answers);
            Object held = limit.enter(now);
            if (held == null) {
                shed++;
                if (trouble == null || at < trouble.from()) {
                    falseSheds++;
                } else if (trouble.isOn(at)) {
                    firstRefusal = Math.min(firstRefusal, at - trouble.from());
                } else {
                    lastRefusal = at - trouble.to();
                }
            } else {
                flying.add(request(now, latency, shape, held));
                most = Math.max(most, flying.size());
            }
            at = next(at, shape, arrivals);
        }
        return new Result(requests, shed, falseSheds, most, firstRefusal, Math.max(0, lastRefusal), picture);
    }

    private static void land(PriorityQueue<Request> flying, long now, Law.Running limit) {
        Request first = flying.peek();
        while (first != null && first.endNanos() <= now) {
            flying.poll();
            limit.leave(first.held(), first.end(), first.startNanos(), first.endNanos());
            first = flying.peek();
        }
    }

    private static Request request(long now, double latency, Shape shape, Object held) {
        if (latency < 0) {
            return new Request(now, now + nanos(-latency), PlaceEnd.FAILED, held);
        }
        return latency < shape.timeout()
                ? new Request(now, now + nanos(latency), PlaceEnd.ANSWERED, held)
                : new Request(now, now + nanos(shape.timeout()), PlaceEnd.TIMED_OUT, held);
    }

    /** When the next request comes: at random, so many a second on average. */
    private static double next(double at, Shape shape, SplittableRandom dice) {
        double from = at;
        double left = -Math.log(1 - dice.nextDouble());
        // In steps that are short enough for the rate to be the same in each.
        while (from < shape.seconds()) {
            double rate = shape.rate().at(from);
            double step = 0.005;
            if (rate * step >= left) {
                return from + left / rate;
            }
            left -= rate * step;
            from += step;
        }
        return from;
    }

    private static long nanos(double seconds) {
        return (long) (seconds * NANOS);
    }
}
