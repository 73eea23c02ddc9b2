package io.breakwater.internal.policy;

/** Whether a request may be resent, decided from the request alone before its body is read. */
public enum Eligibility {
    /** Never: the request gets one attempt. */
    NEVER,
    /** Only when the request provably never reached the downstream. */
    IF_UNSENT,
    /** Also when the request may have been executed: the method is idempotent, or the client sent an Idempotency-Key. */
    IDEMPOTENT
}
