package io.breakwater.internal.policy;

import java.util.concurrent.TimeUnit;

/**
 * What the answers of a route have shown so far, and how many exchanges may be in flight by that: the control law of an
 * {@link AdaptiveLimit}, without clock and state. Immutable.
 *
 * <p>There is no limit while the downstream keeps its pace. The pace is lost when more than two thirds of the exchanges of late
 * are late: in flight for more than {@value #LATE_FACTOR} times the mean latency of the route's answers. Whatever way latencies
 * are distributed, no more than one in {@value #LATE_FACTOR} is so long (Markov's inequality), so a route with fast and slow
 * answers keeps its pace. Where late exchanges end without an answer, a third of such is enough.
 *
 * <p>While the pace is lost there may be twice as many in flight as answers in good times amounted to (Little's law: their
 * latencies, added up, by the time), and no more than the floor where no answer comes at all. The mean follows the answers, so a
 * route that has become slower for good is not held back for long.
 *
 * @param usualNanos the mean latency of answers, over half a minute or so; of no meaning before {@link #knowsUsual}
 * @param answers how many answers that rests on, up to a bound
 * @param learnedNanos for how long answers have come, up to a bound
 * @param onTime how many exchanges of late ended in time
 * @param late how many of late did not
 * @param fatal which part of the exchanges that were late ended without an answer
 * @param silentNanos for how long no answer has come
 * @param load how many exchanges with answers in time were in flight, in the last second or so
 * @param well the highest such load, which fades within minutes
 * @param limit how many may be in flight; {@link #UNLIMITED} while the downstream keeps its pace, and had kept it before
 * @param lost whether the downstream does not keep its pace
 * @param dead whether no answer comes at all
 */
record Pace(
        double usualNanos,
        double answers,
        long learnedNanos,
        double onTime,
        double late,
        double fatal,
        long silentNanos,
        double load,
        double well,
        int limit,
        boolean lost,
        boolean dead) {

    static final int UNLIMITED = Integer.MAX_VALUE;

    /** An exchange is late after this many times the mean. */
    static final int LATE_FACTOR = 4;

    private static final double LATE_TO_ON_TIME = 2;
    /** How much more an exchange weighs that is late in vain. */
    private static final double FATAL_WEIGHT = 3;
    /** A shorter pause may be this JVM's own: a collection, or a busy machine. */
    private static final long SOONEST_LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    /** What counts as of late: at least so many exchanges. */
    private static final double MEMORY = 20;

    private static final double FEWEST_LATE = 10;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** The first answers come from cold code and cold pools, or are not what the route will be asked for. */
    private static final long FIRST_LESSON_NANOS = 10 * SECOND;

    private static final double FIRST_ANSWERS = 50;
    private static final double USUAL_SECONDS = 30;
    private static final double LOAD_SECONDS = 1;
    private static final double WELL_HALF_LIFE_SECONDS = 60;
    /** A mean needs so many answers to move by all it could. */
    private static final double MEAN_ANSWERS = 20;

    private static final double HEADROOM = 2;
    private static final double GROWTH = 1.25;
    /** After so long without an exchange nothing is known of the downstream's pace. */
    private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(1);

    static final Pace UNKNOWN = new Pace(0, 0, 0, 0, 0, 0, 0, 0, 0, UNLIMITED, false, false);

    /**
     * What is set.
     *
     * @param floor how many may always be in flight
     * @param timeoutNanos how long an attempt may take
     */
    record Bounds(int floor, long timeoutNanos) {}

    /**
     * What happened since the last reading.
     *
     * @param elapsedNanos how long that is
     * @param answers how many answers came in time
     * @param answersNanos their latencies, added up
     * @param lateAnswers how many came late
     * @param lateAnswersNanos their latencies, added up
     * @param failures how many exchanges failed in time
     * @param turnedLate how many are late since then
     * @param inVain how many ended because their time was up
     * @param refused how many were refused
     */
    record Reading(
            long elapsedNanos,
            long answers,
            long answersNanos,
            long lateAnswers,
            long lateAnswersNanos,
            long failures,
            long turnedLate,
            long inVain,
            long refused) {

        private double seconds() {
            return elapsedNanos / (double) SECOND;
        }

        private boolean hasAnswers() {
            return answers + lateAnswers > 0;
        }
    }

    /** Returns whether enough answers have come to know what is usual. */
    boolean knowsUsual() {
        return answers >= FIRST_ANSWERS && learnedNanos >= FIRST_LESSON_NANOS;
    }

    /** Returns the age from which an exchange is late. As long as nothing is known that is its time limit. */
    long lateAfterNanos(Bounds bounds) {
        return knowsUsual()
                ? Math.min(bounds.timeoutNanos(), Math.max(SOONEST_LATE_NANOS, (long) (LATE_FACTOR * usualNanos)))
                : bounds.timeoutNanos();
    }

    /** Returns whether answers come, and in time. */
    boolean isKept(Bounds bounds) {
        return !lost && !dead && answers > 0 && silentNanos < lateAfterNanos(bounds);
    }

    Pace next(Reading reading, Bounds bounds) {
        boolean forgets = reading.elapsedNanos() > FORGET_NANOS;
        // A dead downstream that answers in time begins anew: what went before says nothing.
        boolean revives = forgets || (dead && reading.answers() > 0);
        long lateAfter = lateAfterNanos(bounds);
        double kept = revives ? 0 : kept(reading, lateAfter);
        double ended = reading.inVain() + (double) reading.lateAnswers();
        double fatalNow = ended == 0 ? fatal : fatal + Math.min(1, ended / MEMORY) * (reading.inVain() / ended - fatal);
        double onTimeNow = onTime * kept + reading.answers() + reading.failures();
        double lateNow = late * kept + (revives ? 0 : reading.turnedLate());
        long silent = reading.hasAnswers() ? 0 : Math.min(silentNanos + reading.elapsedNanos(), FORGET_NANOS);
        boolean lostNow =
                lateNow >= FEWEST_LATE && lateNow * (1 + FATAL_WEIGHT * fatalNow) > LATE_TO_ON_TIME * onTimeNow;
        boolean deadNow = lostNow ? silent >= lateAfter : dead && !revives;
        double loadNow = load
                + (1 - Math.exp(-reading.seconds() / LOAD_SECONDS))
                        * (reading.answersNanos() / (double) Math.max(1, reading.elapsedNanos()) - load);
        double wellNow =
                Math.max(well * Math.pow(0.5, reading.seconds() / WELL_HALF_LIFE_SECONDS), lostNow ? 0 : loadNow);
        return new Pace(
                usualNanosWith(reading),
                Math.min(answers + reading.answers() + reading.lateAnswers(), 2 * FIRST_ANSWERS),
                reading.hasAnswers()
                        ? Math.min(FIRST_LESSON_NANOS, learnedNanos + Math.min(reading.elapsedNanos(), SECOND))
                        : learnedNanos,
                onTimeNow,
                lateNow,
                fatalNow,
                silent,
                loadNow,
                wellNow,
                lostNow ? limitWhenLost(deadNow, wellNow, bounds) : forgets ? UNLIMITED : limitWhenKept(reading),
                lostNow,
                deadNow);
    }

    /** How much of what was counted before still counts: half after half the time to be late, if enough has come since. */
    private static double kept(Reading reading, long lateAfter) {
        double byTime = Math.pow(0.5, reading.elapsedNanos() / (lateAfter / 2.0));
        double came = reading.answers() + (double) reading.failures() + reading.turnedLate();
        return Math.max(byTime, Math.max(0, 1 - came / MEMORY));
    }

    private double usualNanosWith(Reading reading) {
        double came = reading.answers() + (double) reading.lateAnswers();
        if (came == 0) {
            return usualNanos;
        }
        double mean = (reading.answersNanos() + (double) reading.lateAnswersNanos()) / came;
        double byTime = Math.min(1 - Math.exp(-reading.seconds() / USUAL_SECONDS), came / MEAN_ANSWERS);
        // The first answers make a plain mean.
        double share = answers >= 2 * FIRST_ANSWERS ? byTime : Math.max(byTime, came / (answers + came));
        return usualNanos + share * (mean - usualNanos);
    }

    private static int limitWhenLost(boolean dead, double well, Bounds bounds) {
        return dead ? bounds.floor() : Math.max(bounds.floor(), (int) Math.ceil(HEADROOM * well));
    }

    private int limitWhenKept(Reading reading) {
        if (limit == UNLIMITED || reading.answers() + reading.failures() == 0) {
            return limit;
        }
        return reading.refused() == 0 || limit > UNLIMITED / GROWTH ? UNLIMITED : (int) Math.ceil(limit * GROWTH);
    }
}
