package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.config.PageSettings;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.page.Negotiation;
import io.breakwater.internal.policy.AttemptContext;
import io.breakwater.internal.policy.Eligibility;
import io.breakwater.internal.policy.Judgement;
import io.breakwater.internal.policy.Verdict;
import java.util.Optional;

/** Judges what an attempt came to, by its route's policy, and casts its vote before. */
final class AttemptJudge {

    private AttemptJudge() {}

    /** Gives the attempt's permit back with its vote, then judges; a retry is withdrawn from the budget. */
    static Verdict voteAndJudge(Attempt attempt, Outcome outcome, NextAttempt next) {
        Exchange exchange = attempt.exchange();
        Eligibility repeatable = repeatable(attempt, outcome);
        if (repeatable.allowsRetry() && !next.isPossible(exchange)) {
            repeatable = Eligibility.NOT_REPEATABLE;
        }
        if (outcome instanceof Outcome.Failed failed) {
            // Before the vote, which may open the breaker, whose log line tells of it.
            exchange.downstream().failed(failed.fault());
            exchange.reached(failed.fault());
            attempt.failed(failed);
        }
        attempt.vote(outcome);
        return judgeAndWithdraw(attempt, outcome, repeatable);
    }

    /** Judges an outcome; a retry is withdrawn from the budget. */
    private static Verdict judgeAndWithdraw(Attempt attempt, Outcome outcome, Eligibility repeatable) {
        if (isLeftToContainer(attempt)) {
            return Verdict.Release.INSTANCE;
        }
        AttemptContext context = situation(attempt, outcome, repeatable);
        return noted(attempt, outcome, context, attempt.exchange().policy().judgeAndWithdraw(outcome, context));
    }

    /** Judges an outcome that no other attempt can follow; the budget stays as it is. */
    static Verdict judgeAsLast(Attempt attempt, Outcome outcome) {
        if (isLeftToContainer(attempt)) {
            return Verdict.Release.INSTANCE;
        }
        AttemptContext context = situation(attempt, outcome, Eligibility.NOT_REPEATABLE);
        return noted(attempt, outcome, context, attempt.exchange().policy().judge(outcome, context));
    }

    /** Notes why no other attempt follows, for the report; then it may be that an answer was kept. */
    private static Verdict noted(Attempt attempt, Outcome outcome, AttemptContext context, Judgement judgement) {
        judgement.retryRefusal().ifPresent(attempt::retryRefused);
        return context.committed() || !(outcome instanceof Outcome.Failed failure)
                ? judgement.verdict()
                : StoredInstead.of(attempt.exchange(), failure, judgement.verdict());
    }

    /** Whether the answer is the container's already, which has only not sent it so far. */
    private static boolean isLeftToContainer(Attempt attempt) {
        return attempt.response().isHandedOver() && attempt.exchange().mode().acts();
    }

    /** Notes what would be done about an attempt that the container answers, where the guard only observes. */
    static void noteEnded(Attempt attempt, Outcome outcome) {
        GuardMode mode = attempt.exchange().mode();
        if (!mode.acts()) {
            mode.note(judgeAndWithdraw(attempt, outcome, repeatable(attempt, outcome)), outcome);
        }
    }

    /**
     * Decides what is done about an attempt whose time is up. To be called while the app is kept out of the response.
     *
     * @return whether the response is taken from the app
     */
    static boolean takesOver(Attempt attempt, Fault fault) {
        Exchange exchange = attempt.exchange();
        if (exchange.mode().acts()) {
            return true;
        }
        Outcome.Failed failure = Outcome.Failed.of(fault);
        boolean free = attempt.async().isPresent()
                || exchange.policy().settings().timeouts().interrupt();
        Eligibility repeatable = free ? repeatable(attempt, failure) : Eligibility.NOT_REPEATABLE;
        if (exchange.mode().note(judgeAndWithdraw(attempt, failure, repeatable), failure)) {
            long duration = attempt.durationNanos();
            // Listeners hear of the breaker, and may block.
            exchange.shared().watchdog().execute(() -> {
                CompletionReport.sendOverrun(exchange, fault);
                attempt.vote(failure, duration);
            });
        }
        return false;
    }

    /** Whether a failing response that the app wrote itself gives way to our page. */
    private static boolean replacesBody(Attempt attempt) {
        Exchange exchange = attempt.exchange();
        PageSettings page = exchange.policy().settings().page();
        boolean empty = !attempt.response().hasBody();
        return switch (page.replace()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case EMPTY -> empty;
            case BROWSERS -> empty || Negotiation.isPerson(RequestReading.headersOf(exchange.outerRequest()));
        };
    }

    private static AttemptContext situation(Attempt attempt, Outcome outcome, Eligibility repeatable) {
        Exchange exchange = attempt.exchange();
        long now = exchange.now();
        boolean replaceBody = outcome instanceof Outcome.Failed failed
                && (failed.fault() == Fault.DOWNSTREAM_STATUS
                        || attempt.told() != null
                        || (failed.answered()
                                && Outcome.isFailing(attempt.response().finalStatus())))
                && replacesBody(attempt);
        return new AttemptContext(
                isTooLate(attempt, outcome),
                repeatable,
                exchange.attempts(),
                now,
                exchange.deadline().leftNanos(now),
                replaceBody,
                outcome instanceof Outcome.Failed failed ? RetryAfter.of(failed, exchange) : Optional.empty());
    }

    /** Whether nothing of ours can be put in the place of the answer. */
    private static boolean isTooLate(Attempt attempt, Outcome outcome) {
        Exchange exchange = attempt.exchange();
        boolean forced = attempt.ownership().wasForced() && outcome instanceof Outcome.Failed;
        boolean committed =
                attempt.isCommitted() && !attempt.response().isHandedOver() && !passesWhatWouldBeHeld(attempt);
        if (outcome instanceof Outcome.AppFailed) {
            // The other containers break a response off by themselves if it has begun, and answer it if it has not.
            return committed && exchange.container().endsFailuresInGoodOrder();
        }
        return forced || committed;
    }

    /** Where the guard only observes, it has not kept back what it would have. */
    private static boolean passesWhatWouldBeHeld(Attempt attempt) {
        Exchange exchange = attempt.exchange();
        return !exchange.mode().acts()
                && (attempt.response().isMalformed() || attempt.response().hasPassedFailing());
    }

    /**
     * Returns how far the request may be sent again after the attempt, apart from whether the container's chain can run
     * again.
     */
    static Eligibility repeatable(Attempt attempt, Outcome outcome) {
        if (!(outcome instanceof Outcome.Failed)
                || attempt.response().isNonBlocking()
                || attempt.ownership().wasForced()
                || attempt.refusal() != null) {
            return Eligibility.NOT_REPEATABLE;
        }
        Exchange exchange = attempt.exchange();
        Eligibility ofRequest = exchange.eligibility();
        if (!ofRequest.allowsRetry() || exchange.bodyCanBeReplayed()) {
            return ofRequest;
        }
        return exchange.bodyIsTooLarge() ? Eligibility.BODY_TOO_LARGE : Eligibility.NOT_REPEATABLE;
    }
}
