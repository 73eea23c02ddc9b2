package io.breakwater.internal.policy;

import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.stale.StoredAnswer;
import io.breakwater.observe.Maintenance;
import java.time.Duration;

/**
 * What is done about an outcome, or about a request that is not let in. Immutable. Internal between rooms.
 *
 * <p>Whoever needs to tell verdicts apart is a {@link Visitor}, so that a new verdict does not compile until every one of them
 * knows it.
 */
public sealed interface Verdict {

    /** Calls the visitor's method for this verdict. */
    <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X;

    /**
     * Has a method for each verdict.
     *
     * @param <R> what the methods return
     * @param <X> what they may throw
     */
    interface Visitor<R, X extends Exception> {

        /** Handles {@link Release}. */
        R release() throws X;

        /** Handles {@link Retry}. */
        R retry(Duration backoff) throws X;

        /** Handles {@link Abort}. */
        R abort() throws X;

        /** Handles {@link ShowPage}. */
        R showPage(Outcome.Failed failure) throws X;

        /** Handles {@link ServeStored}. */
        R serveStored(Outcome.Failed failure, StoredAnswer stored) throws X;

        /** Handles {@link Refuse}. */
        R refuse(Outcome.Failed failure, Duration retryAfter) throws X;

        /** Handles {@link Maintain}. */
        R maintain(Maintenance maintenance) throws X;
    }

    /** What the app wrote, or threw, goes out untouched. */
    record Release() implements Verdict {
        /** There is nothing to tell one from another. */
        public static final Release INSTANCE = new Release();

        @Override
        public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
            return visitor.release();
        }
    }

    /**
     * Another attempt follows. It has been taken out of the retry budget.
     *
     * @param backoff how long to wait before the attempt
     */
    record Retry(Duration backoff) implements Verdict {
        @Override
        public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
            return visitor.retry(backoff);
        }
    }

    /** The response has started and cannot be completed: it is aborted, so that the client sees that it is incomplete. */
    record Abort() implements Verdict {
        static final Abort INSTANCE = new Abort();

        @Override
        public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
            return visitor.abort();
        }
    }

    /**
     * The visitor gets the error page.
     *
     * @param failure the failure that the page describes
     */
    record ShowPage(Outcome.Failed failure) implements Verdict {
        @Override
        public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
            return visitor.showPage(failure);
        }
    }

    /**
     * The visitor gets an answer that was kept, in place of the page or of a failing answer.
     *
     * @param failure why
     * @param stored the answer
     */
    record ServeStored(Outcome.Failed failure, StoredAnswer stored) implements Verdict {
        @Override
        public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
            return visitor.serveStored(failure, stored);
        }
    }

    /**
     * The request is not let in.
     *
     * @param failure why
     * @param retryAfter when it is worth to try again, without jitter
     */
    record Refuse(Outcome.Failed failure, Duration retryAfter) implements Verdict {

        /** Returns the verdict on a request that was not admitted. */
        public static Refuse of(Admission.Refused refused) {
            return new Refuse(Outcome.Failed.of(refused.fault()), refused.retryAfter());
        }

        @Override
        public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
            return visitor.refuse(failure, retryAfter);
        }
    }

    /**
     * The request is not let in, because the route is in maintenance.
     *
     * @param maintenance the break
     */
    record Maintain(Maintenance maintenance) implements Verdict {
        @Override
        public <R, X extends Exception> R accept(Visitor<R, X> visitor) throws X {
            return visitor.maintain(maintenance);
        }
    }
}
