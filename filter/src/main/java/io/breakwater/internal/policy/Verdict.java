package io.breakwater.internal.policy;

import io.breakwater.internal.fault.Outcome;
import java.time.Duration;

/** What is done about an outcome. Immutable. Internal between rooms. */
public sealed interface Verdict {

    /** What the app wrote, or threw, goes out untouched. */
    record Release() implements Verdict {
        static final Release INSTANCE = new Release();
    }

    /**
     * Try again.
     *
     * @param backoff how long to wait before
     */
    record Retry(Duration backoff) implements Verdict {}

    /** The response has started and cannot be completed: the client must see that it is broken. */
    record Abort() implements Verdict {
        static final Abort INSTANCE = new Abort();
    }

    /**
     * The visitor gets a page.
     *
     * @param failure what it tells of
     */
    record ShowPage(Outcome.Failed failure) implements Verdict {}
}
