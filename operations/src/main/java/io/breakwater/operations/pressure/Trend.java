package io.breakwater.operations.pressure;

import java.util.Arrays;
import java.util.Optional;

/**
 * Fits a straight line through the last {@value #SAMPLES} samples and says whether they really grow along it. Not
 * thread-safe.
 */
final class Trend {

    /** How many samples are looked at. */
    static final int SAMPLES = 30;

    /** Below this many there is no line. */
    private static final int FEWEST = 20;

    private static final int SEGMENTS = 5;

    /** By how many of its standard errors the slope must differ from none. */
    private static final double SIGNIFICANCE = 5;

    /** The share of the variation that the line must explain. */
    private static final double LEAST_EXPLAINED = 0.6;

    /** The share of the mean growth that a segment must have to count as growing. */
    private static final double GROWING = 0.3;

    private final double secondsApart;
    private final double[] samples = new double[SAMPLES];
    private int next;

    /** @param secondsApart how far two samples are apart */
    Trend(double secondsApart) {
        this.secondsApart = secondsApart;
        Arrays.fill(samples, Double.NaN);
    }

    /**
     * The line.
     *
     * @param level its value at the last sample
     * @param perSecond its slope
     * @param noise by how much samples stray from it, as a standard deviation
     * @param steady whether the samples grow along it: neither a jump, which is over, nor noise, which goes nowhere
     */
    record Line(double level, double perSecond, double noise, boolean steady) {

        /**
         * Returns where samples will be in so many seconds: along the line and, since one that strays reaches a limit before the
         * line does, a standard deviation above it. The level, when the growth is none to rely on.
         */
        double in(double seconds) {
            return steady ? level + noise + perSecond * seconds : level;
        }

        /** Returns in how many seconds samples reach a bound, by {@link #in}; not below 0. */
        double secondsTo(double bound) {
            return Math.max(0, (bound - in(0)) / perSecond);
        }
    }

    /**
     * Adds a sample.
     *
     * @param sample not a number when there was nothing to see
     */
    void add(double sample) {
        samples[next] = sample;
        next = (next + 1) % SAMPLES;
    }

    /** Returns the line; empty while too few samples are known. */
    Optional<Line> line() {
        int known = 0;
        double sumX = 0;
        double sumY = 0;
        for (int x = 0; x < SAMPLES; x++) {
            if (isKnown(x)) {
                known++;
                sumX += x;
                sumY += at(x);
            }
        }
        if (known < FEWEST) {
            return Optional.empty();
        }
        double meanX = sumX / known;
        double meanY = sumY / known;
        double spreadX = 0;
        double spreadY = 0;
        double product = 0;
        for (int x = 0; x < SAMPLES; x++) {
            if (isKnown(x)) {
                spreadX += (x - meanX) * (x - meanX);
                spreadY += (at(x) - meanY) * (at(x) - meanY);
                product += (x - meanX) * (at(x) - meanY);
            }
        }
        double slope = product / spreadX;
        double unexplained = Math.max(0, spreadY - slope * product);
        double standardError = Math.sqrt(unexplained / (known - 2) / spreadX);
        boolean steady = slope > SIGNIFICANCE * standardError
                && spreadY - unexplained > LEAST_EXPLAINED * spreadY
                && growsThroughout(slope);
        return Optional.of(new Line(
                Math.max(0, meanY + slope * (SAMPLES - 1 - meanX)),
                slope / secondsApart,
                Math.sqrt(unexplained / (known - 2)),
                steady));
    }

    /** A jump fits a line well, but grows in one segment or two: most segments must grow, and the last one above all. */
    private boolean growsThroughout(double slope) {
        int length = SAMPLES / SEGMENTS;
        double least = GROWING * slope * length;
        int growing = 0;
        boolean lastGrows = false;
        double before = mean(0, length);
        for (int segment = 1; segment < SEGMENTS; segment++) {
            double mean = mean(segment * length, length);
            lastGrows = mean - before > least;
            growing += lastGrows ? 1 : 0;
            before = mean;
        }
        return lastGrows && growing >= SEGMENTS - 1;
    }

    private double mean(int from, int length) {
        double sum = 0;
        int known = 0;
        for (int x = from; x < from + length; x++) {
            if (isKnown(x)) {
                sum += at(x);
                known++;
            }
        }
        return sum / known;
    }

    private boolean isKnown(int x) {
        return !Double.isNaN(at(x));
    }

    /** Returns a sample, the oldest at 0. */
    private double at(int x) {
        return samples[(next + x) % SAMPLES];
    }
}
