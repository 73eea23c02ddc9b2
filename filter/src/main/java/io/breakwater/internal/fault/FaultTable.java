package io.breakwater.internal.fault;

import io.breakwater.fault.CircuitOpenException;
import io.breakwater.fault.Fault;
import io.breakwater.fault.LimitReachedException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Maps exception classes to faults. Classes are matched by name, including superclasses, so that no client library is needed
 * at run time. Where the class alone does not decide, {@link MessageTable}, {@link StackTable} and {@link StatusTable} do.
 *
 * <p>A row may have a fault with {@link io.breakwater.fault.Reach#NOT_SENT} only when the exception proves it, because such
 * a fault allows a POST to be resent.
 */
final class FaultTable {

    /**
     * How specific a row is: a specific row decides wherever its exception is in a chain, a generic one only when no
     * specific row matches.
     */
    enum Weight {
        /** The exception has one cause. */
        SPECIFIC,
        /** The exception has several causes, and is often only the root of a more specific one. */
        GENERIC
    }

    /** gRPC contains a relocated copy of Netty. */
    private static final String GRPC_SHADE = "io.grpc.netty.shaded.";

    private static final Map<String, Fault> SPECIFIC = Map.ofEntries(
            // The JDK
            Map.entry("java.net.UnknownHostException", Fault.DNS_ERROR),
            Map.entry("java.nio.channels.UnresolvedAddressException", Fault.DNS_ERROR),
            Map.entry("java.net.ConnectException", Fault.CONNECTION_REFUSED),
            Map.entry("java.net.NoRouteToHostException", Fault.CONNECTION_REFUSED),
            Map.entry("java.net.PortUnreachableException", Fault.CONNECTION_REFUSED),
            Map.entry("java.net.http.HttpConnectTimeoutException", Fault.CONNECTION_TIMEOUT),
            Map.entry("java.net.http.HttpTimeoutException", Fault.RESPONSE_TIMEOUT),
            Map.entry("java.net.SocketTimeoutException", Fault.RESPONSE_TIMEOUT),
            Map.entry("java.util.concurrent.TimeoutException", Fault.RESPONSE_TIMEOUT),
            Map.entry("java.security.cert.CertificateException", Fault.TLS_CERTIFICATE_ERROR),
            Map.entry("java.security.cert.CertPathValidatorException", Fault.TLS_CERTIFICATE_ERROR),
            Map.entry("java.security.cert.CertPathBuilderException", Fault.TLS_CERTIFICATE_ERROR),
            Map.entry("javax.net.ssl.SSLPeerUnverifiedException", Fault.TLS_CERTIFICATE_ERROR),
            Map.entry("javax.net.ssl.SSLHandshakeException", Fault.TLS_PROTOCOL_ERROR),
            Map.entry("java.net.ProtocolException", Fault.PROTOCOL_ERROR),
            // Apache HttpClient 5
            Map.entry("org.apache.hc.client5.http.ConnectTimeoutException", Fault.CONNECTION_TIMEOUT),
            Map.entry("org.apache.hc.core5.http.ConnectionRequestTimeoutException", Fault.POOL_EXHAUSTED),
            Map.entry("org.apache.hc.core5.http.NoHttpResponseException", Fault.CONNECTION_TERMINATED),
            Map.entry("org.apache.hc.core5.http.ConnectionClosedException", Fault.CONNECTION_TERMINATED),
            Map.entry("org.apache.hc.core5.http.TruncatedChunkException", Fault.RESPONSE_INCOMPLETE),
            Map.entry("org.apache.hc.core5.http.MalformedChunkCodingException", Fault.RESPONSE_TRANSFER_CODING),
            Map.entry("org.apache.hc.core5.http.MessageConstraintException", Fault.RESPONSE_HEADER_SIZE),
            Map.entry("org.apache.hc.core5.http.ProtocolException", Fault.PROTOCOL_ERROR),
            Map.entry("org.apache.hc.core5.http2.H2StreamResetException", Fault.PROTOCOL_ERROR),
            // Apache HttpClient 4, which mitre's proxy servlet uses
            Map.entry("org.apache.http.conn.ConnectTimeoutException", Fault.CONNECTION_TIMEOUT),
            Map.entry("org.apache.http.conn.ConnectionPoolTimeoutException", Fault.POOL_EXHAUSTED),
            Map.entry("org.apache.http.NoHttpResponseException", Fault.CONNECTION_TERMINATED),
            Map.entry("org.apache.http.ConnectionClosedException", Fault.CONNECTION_TERMINATED),
            Map.entry("org.apache.http.TruncatedChunkException", Fault.RESPONSE_INCOMPLETE),
            Map.entry("org.apache.http.MalformedChunkCodingException", Fault.RESPONSE_TRANSFER_CODING),
            Map.entry("org.apache.http.MessageConstraintException", Fault.RESPONSE_HEADER_SIZE),
            Map.entry("org.apache.http.ProtocolException", Fault.PROTOCOL_ERROR),
            // OkHttp
            Map.entry("okhttp3.internal.http2.StreamResetException", Fault.PROTOCOL_ERROR),
            // A stream above the last one of a GOAWAY
            Map.entry("org.eclipse.jetty.http2.RetryableStreamException", Fault.STREAM_REFUSED),
            // Jetty's client; the exceptions that it wraps may also come from Jetty's server, about the visitor's
            // request
            Map.entry("org.eclipse.jetty.client.HttpResponseException", Fault.PROTOCOL_ERROR),
            // Netty and Reactor Netty
            Map.entry("io.netty.resolver.dns.DnsNameResolverTimeoutException", Fault.DNS_TIMEOUT),
            Map.entry("io.netty.handler.ssl.SslHandshakeTimeoutException", Fault.CONNECTION_TIMEOUT),
            Map.entry("io.netty.handler.ssl.NotSslRecordException", Fault.TLS_PROTOCOL_ERROR),
            Map.entry("io.netty.handler.timeout.ReadTimeoutException", Fault.RESPONSE_TIMEOUT),
            Map.entry("io.netty.handler.codec.PrematureChannelClosureException", Fault.RESPONSE_INCOMPLETE),
            Map.entry("io.netty.handler.codec.http.TooLongHttpHeaderException", Fault.RESPONSE_HEADER_SIZE),
            Map.entry("io.netty.handler.codec.http.TooLongHttpLineException", Fault.PROTOCOL_ERROR),
            Map.entry("io.netty.handler.codec.http.InvalidLineSeparatorException", Fault.PROTOCOL_ERROR),
            Map.entry("io.netty.handler.codec.http.ContentLengthNotAllowedException", Fault.PROTOCOL_ERROR),
            Map.entry("io.netty.handler.codec.http.InvalidChunkTerminationException", Fault.RESPONSE_TRANSFER_CODING),
            Map.entry("io.netty.handler.codec.compression.DecompressionException", Fault.RESPONSE_CONTENT_CODING),
            Map.entry("io.netty.handler.codec.http2.Http2Exception", Fault.PROTOCOL_ERROR),
            Map.entry("reactor.netty.http.client.PrematureCloseException", Fault.CONNECTION_TERMINATED),
            Map.entry("reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException", Fault.POOL_EXHAUSTED),
            Map.entry(
                    "reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException",
                    Fault.POOL_EXHAUSTED),
            // Spring: the app's own asynchronous timeout, which a resolver maps to a 503 that no downstream sent
            Map.entry(
                    "org.springframework.web.context.request.async.AsyncRequestTimeoutException",
                    Fault.RESPONSE_TIMEOUT),
            // Database pools
            Map.entry("org.apache.tomcat.jdbc.pool.PoolExhaustedException", Fault.POOL_EXHAUSTED),
            // An app that names its downstreams
            Map.entry(CircuitOpenException.class.getName(), Fault.CIRCUIT_OPEN),
            Map.entry(LimitReachedException.class.getName(), Fault.CONCURRENCY_LIMIT),
            // An app that has its own circuit breaker
            Map.entry("io.github.resilience4j.circuitbreaker.CallNotPermittedException", Fault.CIRCUIT_OPEN),
            Map.entry("io.github.resilience4j.bulkhead.BulkheadFullException", Fault.CONCURRENCY_LIMIT),
            Map.entry("io.github.resilience4j.ratelimiter.RequestNotPermitted", Fault.CONCURRENCY_LIMIT));

    private static final Map<String, Fault> GENERIC = Map.ofEntries(
            Map.entry("java.net.SocketException", Fault.CONNECTION_TERMINATED),
            // During the handshake or after it.
            Map.entry("javax.net.ssl.SSLException", Fault.CONNECTION_TERMINATED),
            Map.entry("java.nio.channels.ClosedChannelException", Fault.CONNECTION_TERMINATED),
            Map.entry("java.io.EOFException", Fault.CONNECTION_TERMINATED));

    /** Say why there was no second attempt; the cause has the failure of the first. */
    private static final Set<String> ABOUT_RETRIES = Set.of("org.apache.http.client.NonRepeatableRequestException");

    private FaultTable() {}

    /** Returns the classification of {@code thrown} alone, without its causes. */
    static Optional<Classification> read(Throwable thrown, Weight weight) {
        return switch (weight) {
            case SPECIFIC ->
                MessageTable.read(thrown, weight)
                        .or(() -> readClass(thrown, SPECIFIC))
                        .or(() -> StatusTable.read(thrown))
                        .or(() -> StackTable.read(thrown, weight));
            case GENERIC ->
                MessageTable.read(thrown, weight)
                        .or(() -> readClass(thrown, GENERIC))
                        .or(() -> StackTable.read(thrown, weight));
        };
    }

    private static Optional<Classification> readClass(Throwable thrown, Map<String, Fault> table) {
        if (ABOUT_RETRIES.contains(name(thrown.getClass()))) {
            return Optional.empty();
        }
        for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
            Fault fault = table.get(name(type));
            if (fault != null) {
                return Optional.of(Classification.of(fault));
            }
        }
        return Optional.empty();
    }

    static boolean isA(Throwable thrown, String className) {
        for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
            if (name(type).equals(className)) {
                return true;
            }
        }
        return false;
    }

    private static String name(Class<?> type) {
        String name = type.getName();
        return name.startsWith(GRPC_SHADE) ? name.substring(GRPC_SHADE.length()) : name;
    }
}
