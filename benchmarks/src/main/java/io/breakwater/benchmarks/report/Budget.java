package io.breakwater.benchmarks.report;

/**
 * What was wanted, and what was reached.
 *
 * @param figure what is measured
 * @param wanted in words
 * @param reached with its range
 * @param met whether it is enough
 * @param why it may not be, and what would be needed; empty when nothing is known to stand in the way
 */
public record Budget(String figure, String wanted, String reached, boolean met, String why) {

    /** One that nothing stands in the way of. */
    public Budget(String figure, String wanted, String reached, boolean met) {
        this(figure, wanted, reached, met, "");
    }

    /** The same, with a reason in case it is not met. */
    public Budget orBecause(String reason) {
        return new Budget(figure, wanted, reached, met, reason);
    }

    /** One that the median must not exceed. */
    public static Budget atMost(String figure, double limit, String format, Range reached) {
        return of(figure, "≤ ", limit, format, reached, reached.median() <= limit);
    }

    /** One that the median must reach. */
    public static Budget atLeast(String figure, double limit, String format, Range reached) {
        return of(figure, "≥ ", limit, format, reached, reached.median() >= limit);
    }

    private static Budget of(String figure, String relation, double limit, String format, Range reached, boolean met) {
        Range bound = new Range(limit, limit, limit);
        return new Budget(figure, relation + bound.show(format), reached.show(format), met);
    }
}
