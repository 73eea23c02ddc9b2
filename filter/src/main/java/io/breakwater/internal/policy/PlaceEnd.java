package io.breakwater.internal.policy;

/** How an exchange's place under the concurrency limit came back: what that says about the downstream's pace. */
public enum PlaceEnd {
    /** The downstream answered: its latency is what the route usually takes. */
    ANSWERED,
    /** The exchange failed before its time was up: its place was not held for long, and its latency is no answer's. */
    FAILED,
    /** Time was up: the deadline's, or a client's for its connection or its response. */
    TIMED_OUT,
    /** Nothing is known of the downstream: it was not asked, or the client left. */
    UNTOLD
}
