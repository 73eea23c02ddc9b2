package io.breakwater.internal.policy;

import io.breakwater.internal.fault.Outcome;
import java.time.Duration;

/** The decision about an outcome. Immutable. */
public sealed interface Verdict {

    /** The response or exception of the app is released unchanged. */
    record Release() implements Verdict {
        static final Release INSTANCE = new Release();
    }

    /**
     * Another attempt follows.
     *
     * @param backoff how long to wait before the attempt
     */
    record Retry(Duration backoff) implements Verdict {}

    /** The response has started and cannot be completed: it is aborted, so that the client sees that it is incomplete. */
    record Abort() implements Verdict {
        static final Abort INSTANCE = new Abort();
    }

    /**
     * The visitor gets the error page.
     *
     * @param failure the failure that the page describes
     */
    record ShowPage(Outcome.Failed failure) implements Verdict {}
}
