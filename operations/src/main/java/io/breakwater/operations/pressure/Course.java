package io.breakwater.operations.pressure;

import io.breakwater.operations.pressure.Trend.Line;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The course of one quantity, at two scales: half a minute tells of a quick rise, and three minutes of a slow one, which half a
 * minute cannot tell from noise. Not thread-safe.
 */
final class Course {

    /** How many seconds are one sample of the slow scale. */
    private static final int SLOW = 6;

    private final Trend quick = new Trend(1);
    private final Trend slow = new Trend(SLOW);
    private int seconds;
    private double sum;
    private int known;

    /** Adds a second, which is empty when there was nothing to see. */
    void add(OptionalDouble sample) {
        quick.add(sample.orElse(Double.NaN));
        if (sample.isPresent()) {
            sum += sample.getAsDouble();
            known++;
        }
        seconds++;
        if (seconds == SLOW) {
            slow.add(known == 0 ? Double.NaN : sum / known);
            seconds = 0;
            sum = 0;
            known = 0;
        }
    }

    /**
     * Returns the line that is higher in so many seconds; of two that go nowhere, the quick one, which knows the present best. Empty
     * while too little is known.
     */
    Optional<Line> line(double ahead) {
        Optional<Line> now = quick.line();
        return now.flatMap(line -> Stream.concat(Stream.of(line), slow.line().filter(Line::steady).stream())
                .max(Comparator.comparingDouble(any -> any.in(ahead))));
    }
}
