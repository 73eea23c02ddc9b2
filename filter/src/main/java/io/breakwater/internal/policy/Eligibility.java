package io.breakwater.internal.policy;

import io.breakwater.observe.RetryRefusal;
import java.util.Optional;

/** Whether a request may be resent, and if not, why: decided from the request before its body is read, and again at a failure. */
public enum Eligibility {
    /** Never: the kind of the request forbids it. */
    NEVER(RetryRefusal.NOT_ELIGIBLE),
    /** Never: the body is too large to be kept. */
    BODY_TOO_LARGE(RetryRefusal.BODY_TOO_LARGE),
    /** Not any more: the request cannot be made again here, after what has happened so far. */
    NOT_REPEATABLE(RetryRefusal.NOT_REPEATABLE),
    /** Only when the request provably never reached the downstream. */
    IF_UNSENT,
    /** Also when the request may have been executed: the method is idempotent, or the client sent an Idempotency-Key. */
    IDEMPOTENT;

    private final Optional<RetryRefusal> refusal;

    Eligibility() {
        this.refusal = Optional.empty();
    }

    Eligibility(RetryRefusal refusal) {
        this.refusal = Optional.of(refusal);
    }

    /** Returns whether the request may be resent in some cases. */
    public boolean allowsRetry() {
        return refusal.isEmpty();
    }

    /** Returns why the request may not be resent after a failure that this constant does not cover. */
    RetryRefusal refusal() {
        return refusal.orElse(RetryRefusal.NOT_ELIGIBLE);
    }
}
