package io.breakwater.internal.fault;

import io.breakwater.fault.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Maps messages of exceptions to faults, for classes that stand for several faults. A last resort, kept in this one place;
 * for each row, a test runs the client that writes the message.
 */
final class MessageTable {

    /**
     * @param className the class, or a superclass
     * @param part a part of the message, in lower case
     */
    private record Row(String className, String part, Classification classification) {
        Row(String className, String part, Fault fault) {
            this(className, part, Classification.of(fault));
        }
    }

    private static final String OKHTTP_RESET = "okhttp3.internal.http2.StreamResetException";
    private static final String APACHE_RESET = "org.apache.hc.core5.http2.H2StreamResetException";

    /** In the order they are tried. */
    private static final List<Row> ROWS = List.of(
            // HttpURLConnection and OkHttp, then Jetty's client
            new Row("java.net.SocketTimeoutException", "connect timed out", Fault.CONNECTION_TIMEOUT),
            new Row("java.net.SocketTimeoutException", "connect timeout", Fault.CONNECTION_TIMEOUT),
            new Row("java.net.ConnectException", "timed out", Fault.CONNECTION_TIMEOUT),
            // The resolver of Jetty's client
            new Row("java.util.concurrent.TimeoutException", "dns timeout", Fault.DNS_TIMEOUT),
            // The JDK's TLS; the class shows that the handshake had not completed, so nothing was sent.
            new Row("javax.net.ssl.SSLHandshakeException", "received fatal alert", Fault.TLS_ALERT_RECEIVED),
            new Row("javax.net.ssl.SSLException", "unrecognized ssl message", Fault.TLS_PROTOCOL_ERROR),
            // The JDK's HttpClient
            new Row("java.net.ProtocolException", "header size", Fault.RESPONSE_HEADER_SIZE),
            new Row("java.io.IOException", "fixed content-length: -", Fault.PROTOCOL_ERROR),
            new Row("java.io.IOException", "fixed content-length", Fault.RESPONSE_INCOMPLETE),
            new Row("java.io.IOException", "chunked transfer encoding, state", Fault.RESPONSE_INCOMPLETE),
            new Row("java.io.IOException", "parsing http/1.1 status line, receiving", Fault.RESPONSE_INCOMPLETE),
            new Row("java.io.IOException", "parsing http/1.1 header, receiving", Fault.RESPONSE_INCOMPLETE),
            new Row("java.io.IOException", "illegal character in chunk size", Fault.RESPONSE_TRANSFER_CODING),
            new Row("java.io.IOException", "unexpected content length header with 204", Fault.PROTOCOL_ERROR),
            new Row("java.io.IOException", "header parser received no bytes", Fault.CONNECTION_TERMINATED),
            // The JDK's HttpClient, by HTTP/2
            new Row("java.io.IOException", "received rst_stream: stream not processed", Fault.STREAM_REFUSED),
            new Row("java.io.IOException", "received rst_stream: internal error", Fault.CONNECTION_TERMINATED),
            new Row("java.io.IOException", "received rst_stream: stream cancelled", Fault.CONNECTION_TERMINATED),
            new Row("java.io.IOException", "received rst_stream", Fault.PROTOCOL_ERROR),
            new Row("java.io.IOException", "rst_stream received", Fault.CONNECTION_TERMINATED),
            new Row("java.io.IOException", ": goaway received", Fault.CONNECTION_TERMINATED),
            new Row("java.io.IOException", "request not processed by peer", Fault.STREAM_REFUSED),
            // HttpURLConnection, and Feign over it
            new Row("java.io.IOException", "premature eof", Fault.RESPONSE_INCOMPLETE),
            new Row("java.io.IOException", "bogus chunk size", Fault.RESPONSE_TRANSFER_CODING),
            new Row("java.io.IOException", "invalid http response", Fault.PROTOCOL_ERROR),
            new Row("java.io.IOException", "server returned http response code: 502", Classification.ofStatus(502)),
            new Row("java.io.IOException", "server returned http response code: 503", Classification.ofStatus(503)),
            new Row("java.io.IOException", "server returned http response code: 504", Classification.ofStatus(504)),
            // 600 and above are no statuses (RFC 9110, section 15)
            new Row("java.io.IOException", "server returned http response code: 6", Fault.PROTOCOL_ERROR),
            new Row("java.io.IOException", "invalid status(-1)", Fault.PROTOCOL_ERROR),
            // HttpURLConnection through Spring, which has no such status
            new Row("java.lang.IllegalArgumentException", "status code '-1'", Fault.PROTOCOL_ERROR),
            // OkHttp
            new Row("java.net.ProtocolException", "unexpected end of stream", Fault.RESPONSE_INCOMPLETE),
            new Row("java.net.ProtocolException", "expected leading [0-9a-fa-f]", Fault.RESPONSE_TRANSFER_CODING),
            new Row(OKHTTP_RESET, "refused_stream", Fault.STREAM_REFUSED),
            new Row(OKHTTP_RESET, "internal_error", Fault.CONNECTION_TERMINATED),
            new Row(OKHTTP_RESET, "cancel", Fault.CONNECTION_TERMINATED),
            // Apache HttpClient 5
            new Row(APACHE_RESET, "stream reset (7)", Fault.STREAM_REFUSED),
            new Row(APACHE_RESET, "stream reset (2)", Fault.CONNECTION_TERMINATED),
            new Row(APACHE_RESET, "stream reset (8)", Fault.CONNECTION_TERMINATED),
            new Row(APACHE_RESET, "connection terminated by the peer", Fault.CONNECTION_TERMINATED),
            new Row(
                    "org.apache.hc.core5.http.ConnectionClosedException",
                    "premature end of",
                    Fault.RESPONSE_INCOMPLETE),
            // Apache HttpClient 4
            new Row("org.apache.http.ConnectionClosedException", "premature end of", Fault.RESPONSE_INCOMPLETE),
            // Jetty's client, by HTTP/2
            new Row("java.io.IOException", "refused_stream_error", Fault.STREAM_REFUSED),
            new Row("java.io.IOException", "enhance_your_calm_error", Fault.PROTOCOL_ERROR),
            // Netty and Reactor Netty
            new Row("reactor.netty.http.client.PrematureCloseException", "during response", Fault.RESPONSE_INCOMPLETE),
            new Row(
                    "java.lang.NumberFormatException",
                    "invalid character in chunk size",
                    Fault.RESPONSE_TRANSFER_CODING),
            // Pools: Jetty's client, HikariCP
            new Row(
                    "java.util.concurrent.RejectedExecutionException",
                    "max requests queued per destination",
                    Fault.POOL_EXHAUSTED),
            new Row(
                    "java.sql.SQLTransientConnectionException",
                    "connection is not available, request timed out",
                    Fault.POOL_EXHAUSTED));

    /** From NIO, Netty and HttpURLConnection, where the class is not specific. */
    private static final List<Row> GENERIC_ROWS = List.of(
            new Row("java.io.IOException", "connection reset", Fault.CONNECTION_TERMINATED),
            new Row("java.io.IOException", "broken pipe", Fault.CONNECTION_TERMINATED),
            new Row("java.io.IOException", "error writing to server", Fault.CONNECTION_TERMINATED),
            new Row("java.io.IOException", "error writing request body to server", Fault.CONNECTION_TERMINATED));

    private MessageTable() {}

    static Optional<Classification> read(Throwable thrown, FaultTable.Weight weight) {
        String message = thrown.getMessage();
        if (message == null) {
            return Optional.empty();
        }
        String lower = message.toLowerCase(Locale.ROOT);
        List<Row> rows = weight == FaultTable.Weight.SPECIFIC ? ROWS : GENERIC_ROWS;
        return rows.stream()
                .filter(row -> lower.contains(row.part()) && FaultTable.isA(thrown, row.className()))
                .map(Row::classification)
                .findFirst();
    }
}
