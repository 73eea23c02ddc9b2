package io.breakwater.benchmarks.report;

/**
 * What was wanted, and what was reached.
 *
 * @param figure what is measured
 * @param wanted in words
 * @param reached with its range
 * @param met whether it is enough
 */
public record Budget(String figure, String wanted, String reached, boolean met) {

    /** One that the median must not exceed. */
    public static Budget atMost(String figure, double limit, String format, Spread reached) {
        return of(figure, "≤ ", limit, format, reached, reached.median() <= limit);
    }

    /** One that the median must reach. */
    public static Budget atLeast(String figure, double limit, String format, Spread reached) {
        return of(figure, "≥ ", limit, format, reached, reached.median() >= limit);
    }

    private static Budget of(String figure, String relation, double limit, String format, Spread reached, boolean met) {
        Spread bound = new Spread(limit, limit, limit);
        return new Budget(figure, relation + bound.show(format), reached.show(format), met);
    }
}
