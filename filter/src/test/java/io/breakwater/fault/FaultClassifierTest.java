package io.breakwater.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateExpiredException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultClassifierTest {

    private final FaultClassifier classifier = new FaultClassifier();

    private static <T extends Throwable> T causedBy(T thrown, Throwable cause) {
        thrown.initCause(cause);
        return thrown;
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                arguments(new UnknownHostException("shop.invalid"), Fault.DNS_ERROR),
                arguments(causedBy(new ConnectException(), new UnresolvedAddressException()), Fault.DNS_ERROR),
                arguments(new ConnectException("Connection refused"), Fault.CONNECTION_REFUSED),
                arguments(causedBy(new ConnectException(), new ClosedChannelException()), Fault.CONNECTION_REFUSED),
                arguments(
                        new IOException(
                                "Too many retries", causedBy(new ConnectException(), new ClosedChannelException())),
                        Fault.CONNECTION_REFUSED),
                arguments(new ConnectException("Connection timed out"), Fault.CONNECTION_TIMEOUT),
                arguments(new HttpConnectTimeoutException("HTTP connect timed out"), Fault.CONNECTION_TIMEOUT),
                arguments(new SocketTimeoutException("Connect timed out"), Fault.CONNECTION_TIMEOUT),
                arguments(new SocketTimeoutException("Read timed out"), Fault.RESPONSE_TIMEOUT),
                arguments(new HttpTimeoutException("request timed out"), Fault.RESPONSE_TIMEOUT),
                arguments(new TimeoutException(), Fault.RESPONSE_TIMEOUT),
                arguments(new SocketException("Connection reset"), Fault.CONNECTION_TERMINATED),
                arguments(new IOException("Connection reset by peer"), Fault.CONNECTION_TERMINATED),
                arguments(
                        new IOException(
                                "Too many retries",
                                new IOException(
                                        "HTTP/1.1 header parser received no bytes", new EOFException("EOF reached"))),
                        Fault.CONNECTION_TERMINATED),
                arguments(new ProtocolException("Invalid status line: \"SSH-2.0\""), Fault.PROTOCOL_ERROR),
                arguments(
                        new IOException("fixed content-length: 100, bytes received: 40", new EOFException()),
                        Fault.RESPONSE_INCOMPLETE),
                arguments(
                        new IOException("chunked transfer encoding, state: READING_DATA", new EOFException()),
                        Fault.RESPONSE_INCOMPLETE),
                arguments(
                        causedBy(new SSLHandshakeException("PKIX path"), new CertificateExpiredException()),
                        Fault.TLS_CERTIFICATE_ERROR),
                arguments(new SSLPeerUnverifiedException("wrong host"), Fault.TLS_CERTIFICATE_ERROR),
                arguments(
                        new SSLHandshakeException("Received fatal alert: handshake_failure"), Fault.TLS_ALERT_RECEIVED),
                arguments(new SSLException("Unsupported or unrecognized SSL message"), Fault.TLS_PROTOCOL_ERROR),
                arguments(
                        new ExecutionException(new CompletionException(new ConnectException())),
                        Fault.CONNECTION_REFUSED),
                arguments(
                        new UncheckedIOException(new SocketException("Connection reset")),
                        Fault.CONNECTION_TERMINATED));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theRootOfTheChainTells(Throwable thrown, Fault expected) {
        assertThat(classifier.classify(thrown)).contains(expected);
        assertThat(classifier.classify(new RuntimeException("wrapped", thrown))).contains(expected);
    }

    @Test
    void theAppsOwnExceptionsAreNoFault() {
        assertThat(classifier.classify(new NullPointerException("bug"))).isEmpty();
        assertThat(classifier.classify(new IllegalStateException(new IllegalArgumentException())))
                .isEmpty();
        assertThat(classifier.classify(new FileNotFoundException("report.pdf"))).isEmpty();
        assertThat(classifier.classify(new IOException("disk full"))).isEmpty();
        assertThat(classifier.classify(new StackOverflowError())).isEmpty();
    }

    @Test
    void aChainThatBitesItsTailEnds() {
        RuntimeException head = new RuntimeException("head");
        RuntimeException tail = new RuntimeException("tail", head);
        head.initCause(tail);

        assertThat(classifier.classify(head)).isEmpty();
    }
}
