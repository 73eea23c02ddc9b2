package io.breakwater.internal.policy;

/** How far a request may be sent again, decided from the request alone before a byte of it is read. Internal between rooms. */
public enum Eligibility {
    /** One attempt, whatever happens. */
    NEVER,
    /** Again only when it provably never reached the downstream. */
    IF_UNSENT,
    /** Again although it may have been executed: the method, or the client by its key, promises that this does no harm. */
    IDEMPOTENT
}
