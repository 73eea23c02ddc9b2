package io.breakwater.fault;

/**
 * How far a failed request got, which decides whether it may be resent: a request that was never sent can be repeated
 * whatever its method, as far as the downstream is concerned; one that may have been executed, only when its method is
 * idempotent (RFC 9110, section 9.2.2). In ascending order.
 */
public enum Reach {
    /**
     * No byte of the request reached the downstream's application: name resolution, connect or TLS handshake failed, or an
     * HTTP/2 downstream reported that it did not process the stream (RFC 9113, section 8.7).
     */
    NOT_SENT,
    /** The request may or may not have been received and executed. */
    PERHAPS,
    /** The downstream received the request and at least began to answer. */
    RECEIVED
}
