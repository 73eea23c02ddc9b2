package io.breakwater.fault;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What each exception class tells. Classes go by name, up their inheritance, so that no client library is needed at run time.
 * A message is looked at only where the class alone does not tell, and only here.
 */
final class FaultTable {

    /** How much a class tells: one of the first kind is believed wherever it stands in a chain, one of the second as a last word. */
    enum Weight {
        /** Names one cause. */
        TELLING,
        /** Goes with several causes, and is often the mere root of a more telling one. */
        VAGUE
    }

    private record Message(String className, String part, Fault fault) {}

    private static final Map<String, Fault> TELLING = Map.ofEntries(
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
            Map.entry("java.net.ProtocolException", Fault.PROTOCOL_ERROR),
            Map.entry("java.net.SocketException", Fault.CONNECTION_TERMINATED));

    private static final Map<String, Fault> VAGUE = Map.ofEntries(
            Map.entry("javax.net.ssl.SSLException", Fault.TLS_PROTOCOL_ERROR),
            Map.entry("java.nio.channels.ClosedChannelException", Fault.CONNECTION_TERMINATED),
            Map.entry("java.io.EOFException", Fault.CONNECTION_TERMINATED));

    /** In the order they are tried; a class here is asked before the tables above. */
    private static final List<Message> MESSAGES = List.of(
            new Message("java.net.SocketTimeoutException", "connect timed out", Fault.CONNECTION_TIMEOUT),
            new Message("java.net.ConnectException", "timed out", Fault.CONNECTION_TIMEOUT),
            new Message("javax.net.ssl.SSLException", "received fatal alert", Fault.TLS_ALERT_RECEIVED),
            new Message("java.net.ProtocolException", "header size", Fault.RESPONSE_HEADER_SIZE),
            new Message("java.io.IOException", "fixed content-length", Fault.RESPONSE_INCOMPLETE),
            new Message("java.io.IOException", "chunked transfer encoding, state", Fault.RESPONSE_INCOMPLETE),
            new Message("java.io.IOException", "illegal character in chunk size", Fault.RESPONSE_TRANSFER_CODING),
            new Message("java.io.IOException", "invalid chunk", Fault.RESPONSE_TRANSFER_CODING),
            new Message("java.io.IOException", "header parser received no bytes", Fault.CONNECTION_TERMINATED),
            new Message("java.io.IOException", "connection reset", Fault.CONNECTION_TERMINATED),
            new Message("java.io.IOException", "broken pipe", Fault.CONNECTION_TERMINATED));

    private FaultTable() {}

    /** What {@code thrown} tells by itself, its causes left aside. */
    static Optional<Fault> read(Throwable thrown, Weight weight) {
        return switch (weight) {
            case TELLING -> readMessage(thrown).or(() -> readClass(thrown, TELLING));
            case VAGUE -> readClass(thrown, VAGUE);
        };
    }

    private static Optional<Fault> readMessage(Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null) {
            return Optional.empty();
        }
        String lower = message.toLowerCase(Locale.ROOT);
        return MESSAGES.stream()
                .filter(row -> lower.contains(row.part()) && isA(thrown, row.className()))
                .map(Message::fault)
                .findFirst();
    }

    private static boolean isA(Throwable thrown, String className) {
        for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(className)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Fault> readClass(Throwable thrown, Map<String, Fault> table) {
        for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
            Fault fault = table.get(type.getName());
            if (fault != null) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
