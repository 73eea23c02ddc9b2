package io.breakwater.internal.fault;

import io.breakwater.fault.Fault;
import java.util.List;
import java.util.Optional;

/**
 * Maps stack traces of exceptions to faults, for clients that throw a general exception while they read a response: the
 * app's own code may throw such an exception, too, so only the stack trace decides.
 */
final class StackTable {

    private static final String JDK = "java.";

    /**
     * @param className the class, or a superclass
     * @param library the prefix of classes whose frames may be above the reader's, as may those of the JDK; no others may
     * @param reader the class that reads responses
     */
    private record Row(String className, String library, String reader, Fault fault) {}

    /** Decoders of content. The app may use those of the JDK for its own data, but a premature end is reported as a fault. */
    private static final List<Row> DECODERS = List.of(
            new Row(
                    "java.util.zip.ZipException",
                    "org.apache.hc.",
                    "org.apache.hc.client5.http.entity.",
                    Fault.RESPONSE_CONTENT_CODING),
            new Row(
                    "java.util.zip.ZipException",
                    "org.eclipse.jetty.",
                    "org.eclipse.jetty.client.",
                    Fault.RESPONSE_CONTENT_CODING),
            new Row(
                    "java.util.zip.ZipException",
                    "org.springframework.",
                    "org.springframework.cloud.gateway.server.mvc.common.AbstractProxyExchange",
                    Fault.RESPONSE_CONTENT_CODING),
            new Row("java.io.IOException", "okio.", "okio.GzipSource", Fault.RESPONSE_CONTENT_CODING),
            new Row("java.io.IOException", "okio.", "okio.InflaterSource", Fault.RESPONSE_CONTENT_CODING),
            new Row("java.io.EOFException", JDK, "java.util.zip.GZIPInputStream", Fault.RESPONSE_CONTENT_CODING),
            new Row("java.io.EOFException", JDK, "java.util.zip.InflaterInputStream", Fault.RESPONSE_CONTENT_CODING));

    private static final List<Row> READERS = List.of(
            // A Content-Length of letters
            new Row(
                    "java.lang.IllegalArgumentException",
                    "jdk.internal.net.http.",
                    "jdk.internal.net.http.Http1Response",
                    Fault.PROTOCOL_ERROR),
            // A body that was closed while it was read, as by Spring's timeout
            new Row(
                    "java.io.IOException",
                    "jdk.internal.net.http.",
                    "jdk.internal.net.http.ResponseSubscribers",
                    Fault.RESPONSE_INCOMPLETE),
            // A negative Content-Length, or too many interim responses
            new Row(
                    "java.lang.IllegalArgumentException",
                    "okio.",
                    "okhttp3.internal.http1.Http1ExchangeCodec",
                    Fault.PROTOCOL_ERROR),
            new Row(
                    "java.lang.IllegalStateException",
                    "okio.",
                    "okhttp3.internal.http1.Http1ExchangeCodec",
                    Fault.PROTOCOL_ERROR),
            // An HTTP/2 connection that ended while it was written to
            new Row("java.io.IOException", "okhttp3.", "okhttp3.internal.http2.", Fault.CONNECTION_TERMINATED),
            // An HTTP/2 stream that was reset, whose message holds only the error code
            new Row(
                    "java.io.IOException",
                    "org.eclipse.jetty.",
                    "org.eclipse.jetty.http2.client.transport.internal.HttpReceiverOverHTTP2",
                    Fault.CONNECTION_TERMINATED),
            // A chunk that does not end where it should
            new Row(
                    "java.io.IOException",
                    "sun.net.www.",
                    "sun.net.www.http.ChunkedInputStream",
                    Fault.RESPONSE_TRANSFER_CODING),
            // An invalid status, which Spring reports when it is read
            new Row(
                    "java.lang.IllegalArgumentException",
                    "org.springframework.",
                    "org.springframework.http.client.ReactorClientHttpResponse",
                    Fault.PROTOCOL_ERROR),
            new Row(
                    "java.lang.IllegalArgumentException",
                    "org.springframework.",
                    "org.springframework.http.client.reactive.ReactorClientHttpResponse",
                    Fault.PROTOCOL_ERROR),
            // A status of zero
            new Row(
                    "java.lang.IllegalArgumentException",
                    "org.apache.hc.",
                    "org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser",
                    Fault.PROTOCOL_ERROR),
            // A bad status line or Content-Length
            new Row(
                    "java.lang.IllegalArgumentException",
                    "io.netty.",
                    "io.netty.handler.codec.http.HttpObjectDecoder",
                    Fault.PROTOCOL_ERROR));

    private StackTable() {}

    static Optional<Classification> read(Throwable thrown, FaultTable.Weight weight) {
        List<Row> rows = weight == FaultTable.Weight.SPECIFIC ? DECODERS : READERS;
        return rows.stream()
                .filter(row -> FaultTable.isA(thrown, row.className()) && isFromReader(thrown, row))
                .map(row -> Classification.of(row.fault()))
                .findFirst();
    }

    private static boolean isFromReader(Throwable thrown, Row row) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String name = frame.getClassName();
            if (name.startsWith(row.reader())) {
                return true;
            }
            if (!name.startsWith(JDK) && !name.startsWith(row.library())) {
                return false;
            }
        }
        return false;
    }
}
