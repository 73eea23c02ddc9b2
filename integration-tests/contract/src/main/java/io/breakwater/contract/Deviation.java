package io.breakwater.contract;

/** Where a container does not do what the others do, so that the contract asks something else of it. */
public enum Deviation {
    /** A servlet that returns before its declared length is reached leaves the client waiting on an open connection. */
    SHORT_RETURN_LEAVES_THE_CONNECTION_OPEN,

    /** A servlet that throws after it has started asynchronous operation leaves the client without an answer. */
    BUG_AFTER_START_ASYNC_IS_NOT_ANSWERED,

    /** A servlet that throws after its first bytes are out leaves a response that looks whole. */
    FAILURE_AFTER_COMMIT_LOOKS_WHOLE,

    /** A forward flushes a response that any filter has wrapped, so that its length is not known beforehand. */
    FORWARD_FLUSHES_A_WRAPPED_RESPONSE
}
