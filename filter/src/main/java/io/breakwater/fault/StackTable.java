package io.breakwater.fault;

import java.util.List;
import java.util.Optional;

/**
 * Where a client lets an exception of everyday escape from its reading of an answer: one that an app's own code throws just as
 * well, so that neither class nor message tells, but the place does where it was thrown.
 */
final class StackTable {

    /**
     * @param className the class, or one above it
     * @param library frames of these classes may stand above the reader's, as may the JDK's; nobody else's
     * @param reader the class that reads answers
     */
    private record Row(String className, String library, String reader, Fault fault) {}

    private static final List<Row> ROWS = List.of(
            // A Content-Length of letters
            new Row(
                    "java.lang.IllegalArgumentException",
                    "jdk.internal.net.http.",
                    "jdk.internal.net.http.Http1Response",
                    Fault.PROTOCOL_ERROR),
            // A body that somebody closed while it was read, as Spring's time-out does
            new Row(
                    "java.io.IOException",
                    "jdk.internal.net.http.",
                    "jdk.internal.net.http.ResponseSubscribers",
                    Fault.RESPONSE_INCOMPLETE),
            // A negative Content-Length, a flood of interim answers
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
            // A connection of HTTP/2 that ended while it was written to
            new Row("java.io.IOException", "okhttp3.", "okhttp3.internal.http2.", Fault.CONNECTION_TERMINATED),
            // A stream of HTTP/2 that was reset, whose error alone stands in the message
            new Row(
                    "java.io.IOException",
                    "org.eclipse.jetty.",
                    "org.eclipse.jetty.http2.client.transport.internal.HttpReceiverOverHTTP2",
                    Fault.CONNECTION_TERMINATED),
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

    private static final String JDK = "java.";

    private StackTable() {}

    static Optional<Finding> read(Throwable thrown) {
        return ROWS.stream()
                .filter(row -> FaultTable.isA(thrown, row.className()) && isFromReader(thrown, row))
                .map(row -> Finding.of(row.fault()))
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
