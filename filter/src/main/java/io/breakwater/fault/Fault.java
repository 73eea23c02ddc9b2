package io.breakwater.fault;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells why a downstream failed: one constant a cause, named after the error types of the {@code Proxy-Status} header (RFC 9209,
 * section 2.3), which also give the recommended statuses.
 *
 * <p>Immutable and thread-safe.
 */
public enum Fault {
    /** The downstream's name does not resolve. */
    DNS_ERROR(
            "dns_error",
            502,
            Reach.NOT_SENT,
            "The downstream's host name does not resolve: check its spelling, the DNS zone and the resolver of this host."),
    /** The resolver did not answer in time. */
    DNS_TIMEOUT(
            "dns_timeout",
            504,
            Reach.NOT_SENT,
            "The DNS resolver did not answer: check that this host reaches its name servers."),
    /** No process listens at the downstream's address. */
    CONNECTION_REFUSED(
            "connection_refused",
            502,
            Reach.NOT_SENT,
            "Nobody listens at the downstream's address: check that it runs, its port, and its health in the load balancer."),
    /** No connection was made in time. */
    CONNECTION_TIMEOUT(
            "connection_timeout",
            504,
            Reach.NOT_SENT,
            "No answer to the connect: check firewall rules, routes, and whether the downstream's accept queue is full."),
    /** The downstream's certificate was not accepted. A retry does not help. */
    TLS_CERTIFICATE_ERROR(
            "tls_certificate_error",
            502,
            Reach.NOT_SENT,
            "The downstream's certificate was not accepted: check its expiry, its issuer in our trust store and its names."),
    /** The TLS handshake failed. */
    TLS_PROTOCOL_ERROR(
            "tls_protocol_error",
            502,
            Reach.NOT_SENT,
            "The TLS handshake failed: check that the port speaks TLS and that both sides share a version and a cipher."),
    /** The downstream ended the TLS handshake with an alert. */
    TLS_ALERT_RECEIVED(
            "tls_alert_received",
            502,
            Reach.NOT_SENT,
            "The downstream sent a TLS alert: check client certificates, SNI and the TLS versions it allows."),
    /** The HTTP/2 downstream reported that it did not process the request (RFC 9113, section 8.7). */
    STREAM_REFUSED(
            "connection_terminated",
            502,
            Reach.NOT_SENT,
            "The downstream refused the stream, or was going away before it: check its limit of streams, its load and its restarts."),
    /** The connection or stream ended before a response. */
    CONNECTION_TERMINATED(
            "connection_terminated",
            502,
            Reach.PERHAPS,
            "The connection closed before a response: check the downstream for crashes, restarts and shorter keep-alive times."),
    /** The response ended before it was complete. */
    RESPONSE_INCOMPLETE(
            "http_response_incomplete",
            502,
            Reach.RECEIVED,
            "The response was cut short: check the downstream for crashes while it writes and proxies for size limits."),
    /** The response was not valid HTTP. */
    PROTOCOL_ERROR(
            "http_protocol_error",
            502,
            Reach.RECEIVED,
            "The answer is not valid HTTP: check that the port is the right one and speaks the protocol we expect."),
    /** The response's transfer coding could not be read. */
    RESPONSE_TRANSFER_CODING(
            "http_response_transfer_coding",
            502,
            Reach.RECEIVED,
            "The response's chunked coding is broken: check the downstream and any proxy between for chunk handling."),
    /** The response is complete, but its content is not coded as its headers say. */
    RESPONSE_CONTENT_CODING(
            "http_response_content_coding",
            502,
            Reach.RECEIVED,
            "The response's content cannot be decoded: check what compresses it, at the downstream and in any proxy between."),
    /** The response's header section was too large. */
    RESPONSE_HEADER_SIZE(
            "http_response_header_section_size",
            502,
            Reach.RECEIVED,
            "The response's headers are larger than our client takes: check for runaway cookies, or raise the client's limit."),
    /** No response came in time. */
    RESPONSE_TIMEOUT(
            "http_response_timeout",
            504,
            Reach.PERHAPS,
            "No response before the deadline: check the downstream's load, locks and its own downstreams, then our timeout."),
    /** The response began, then stalled. */
    READ_TIMEOUT(
            "connection_read_timeout",
            504,
            Reach.RECEIVED,
            "The response stalled: check the downstream for long pauses while it streams, then our idle-timeout."),
    /** A pool of HTTP or database connections was exhausted. */
    POOL_EXHAUSTED(
            "connection_limit_reached",
            503,
            Reach.NOT_SENT,
            "A connection pool had no connection to give: check for leaks and slow calls, then the pool's size."),
    /** The downstream, or the app on its behalf, responded with a failing status. */
    DOWNSTREAM_STATUS(
            null,
            502,
            Reach.RECEIVED,
            "The downstream answered with a failing status itself: look in its own log for the same correlation id."),
    /** The circuit breaker is open: the downstream failed too often, and is not called for a while. */
    CIRCUIT_OPEN(
            "destination_unavailable",
            503,
            Reach.NOT_SENT,
            "A circuit breaker is open, the route's or one of the app's own: look for the faults that opened it, logged just before."),
    /** The route's concurrency limit is reached. */
    CONCURRENCY_LIMIT(
            "connection_limit_reached",
            503,
            Reach.NOT_SENT,
            "The route's concurrency.max, or a limit of the app's own, is reached: check why its exchanges are slow, then the limit."),
    /** The client closed the connection before the response was complete. */
    CLIENT_GONE(
            null,
            499,
            Reach.PERHAPS,
            "The client hung up before the response was whole: nothing to do, unless many hang up after the same time, which hints at a timeout in front of us.");

    private final Optional<String> token;
    private final int status;
    private final Reach reach;
    private final String operatorSentence;

    Fault(@Nullable String token, int status, Reach reach, String operatorSentence) {
        this.token = Optional.ofNullable(token);
        this.status = status;
        this.reach = reach;
        this.operatorSentence = operatorSentence;
    }

    /** Returns the {@code error} parameter of {@code Proxy-Status} (RFC 9209, section 2.3); empty when none is sent. */
    public Optional<String> proxyStatusError() {
        return token;
    }

    /**
     * Returns the name of this fault in log lines, JSON and metrics: the {@code Proxy-Status} error if only this fault has
     * it, otherwise the constant's name in lower case.
     */
    public String token() {
        return switch (this) {
            case STREAM_REFUSED, POOL_EXHAUSTED, CIRCUIT_OPEN, CONCURRENCY_LIMIT, DOWNSTREAM_STATUS, CLIENT_GONE ->
                name().toLowerCase(Locale.ROOT);
            default -> token.orElseThrow();
        };
    }

    /**
     * Returns the status of the response; 499 for {@link #CLIENT_GONE}, which is logged and never sent. For {@link
     * #DOWNSTREAM_STATUS}, the received status is used instead.
     */
    public int status() {
        return status;
    }

    /** Returns how far the request got. */
    public Reach reach() {
        return reach;
    }

    /**
     * Returns whether the circuit breaker counts this fault as a failure: not refusals by the filter, nor clients that have
     * gone.
     */
    public boolean countsAsFailure() {
        return switch (this) {
            case CIRCUIT_OPEN, CONCURRENCY_LIMIT, CLIENT_GONE -> false;
            default -> true;
        };
    }

    /**
     * Returns whether a retry may succeed. A certificate stays wrong, a refusal by the filter must not be retried at once,
     * and a client that has gone gets no response.
     */
    public boolean isTransient() {
        return countsAsFailure() && this != TLS_CERTIFICATE_ERROR;
    }

    /** Returns one sentence for the operator: what happened, a colon, what to check. What the visitor reads is the page's. */
    public String operatorSentence() {
        return operatorSentence;
    }
}
