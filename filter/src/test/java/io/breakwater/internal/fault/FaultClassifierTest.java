package io.breakwater.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.breakwater.fault.Fault;
import io.breakwater.fault.Reach;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
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
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.client.RestClientException;

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
                arguments(
                        causedBy(new UnknownHostException("shop.invalid"), new SocketTimeoutException("timeout")),
                        Fault.DNS_TIMEOUT),
                arguments(new TimeoutException("DNS timeout 15000 ms"), Fault.DNS_TIMEOUT),
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
                arguments(new IOException("Premature EOF"), Fault.RESPONSE_INCOMPLETE),
                arguments(
                        causedBy(new SSLHandshakeException("PKIX path"), new CertificateExpiredException()),
                        Fault.TLS_CERTIFICATE_ERROR),
                arguments(new SSLPeerUnverifiedException("wrong host"), Fault.TLS_CERTIFICATE_ERROR),
                arguments(
                        new SSLHandshakeException("Received fatal alert: handshake_failure"), Fault.TLS_ALERT_RECEIVED),
                arguments(
                        causedBy(
                                new SSLHandshakeException("Remote host terminated the handshake"),
                                new EOFException("SSL peer shut down incorrectly")),
                        Fault.TLS_PROTOCOL_ERROR),
                // An alert or an error after the handshake: the request may have been read.
                arguments(new SSLException("Received fatal alert: internal_error"), Fault.CONNECTION_TERMINATED),
                arguments(new SSLException("Tag mismatch!"), Fault.CONNECTION_TERMINATED),
                arguments(
                        new SSLException("Connection reset", new SocketException("Connection reset")),
                        Fault.CONNECTION_TERMINATED),
                // A read that waited too long is no connect that did, whatever closed the socket then.
                arguments(
                        causedBy(new SocketTimeoutException("timeout"), new SocketException("Socket closed")),
                        Fault.RESPONSE_TIMEOUT),
                arguments(new SocketException("Connection timed out"), Fault.CONNECTION_TERMINATED),
                arguments(new SocketException("No route to host"), Fault.CONNECTION_TERMINATED),
                arguments(
                        new IOException(
                                "fixed content-length: 100, bytes received: 5",
                                new SocketException("Connection reset")),
                        Fault.RESPONSE_INCOMPLETE),
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
        assertThat(classifier.classify(thrown)).contains(Outcome.Failed.of(expected, thrown));
        RuntimeException wrapped = new RuntimeException("wrapped", thrown);
        assertThat(classifier.classify(wrapped)).contains(Outcome.Failed.of(expected, wrapped));
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

    static Stream<Throwable> fromTheAppsOwnReading() {
        return Stream.of(
                unpacking("no gzip at all".getBytes(StandardCharsets.US_ASCII)),
                unpacking(new byte[] {0x1f, (byte) 0x8b, 8}),
                catchThrowable(() -> new DataInputStream(InputStream.nullInputStream()).readLong()),
                catchThrowable(() ->
                        CertificateFactory.getInstance("X.509").generateCertificate(InputStream.nullInputStream())),
                new EOFException());
    }

    @ParameterizedTest
    @MethodSource("fromTheAppsOwnReading")
    void whatAnAppReadsIsItsOwn(Throwable thrown) {
        assertThat(classifier.classify(thrown)).isEmpty();
        assertThat(classifier.classify(new IllegalStateException("wrapped", thrown)))
                .isEmpty();
        // An interceptor of the app's.
        assertThat(classifier.classify(new RestClientException("I/O error on GET request", thrown)))
                .isEmpty();
    }

    @Test
    void whatAnAppReadsIsADownstreamsWhereTheAppSaysSo() {
        assertThat(classifier.classify(unpacking(new byte[] {0x1f, (byte) 0x8b, 8}), true))
                .map(Outcome.Failed::fault)
                .contains(Fault.RESPONSE_CONTENT_CODING);
        assertThat(classifier.classify(unpacking("no gzip at all".getBytes(StandardCharsets.US_ASCII)), true))
                .map(Outcome.Failed::fault)
                .contains(Fault.RESPONSE_CONTENT_CODING);
        assertThat(classifier.classify(new EOFException(), true))
                .map(Outcome.Failed::fault)
                .contains(Fault.CONNECTION_TERMINATED);
    }

    static Stream<Arguments> framesBelowADecoder() {
        return Stream.of(
                arguments("org.apache.hc.client5.http.entity.LazyDecompressingInputStream", true),
                arguments("feign.Util", true),
                arguments("com.fasterxml.jackson.core.json.UTF8StreamJsonParser", false),
                arguments("shop.Decoder", false));
    }

    @ParameterizedTest
    @MethodSource("framesBelowADecoder")
    void aClientRightBelowADecoderHasReadAnAnswer(String below, boolean isClient) {
        EOFException thrown = new EOFException();
        thrown.setStackTrace(new StackTraceElement[] {
            frame("java.util.zip.GZIPInputStream"),
            frame(below),
            frame("shop.Servlet"),
            // Further up the app may stand in any client's callback.
            frame("feign.SynchronousMethodHandler")
        });

        assertThat(classifier.classify(thrown).isPresent()).isEqualTo(isClient);
    }

    private static StackTraceElement frame(String className) {
        return new StackTraceElement(className, "read", null, -1);
    }

    @Test
    void anEndWithinADriverIsItsDatabases() {
        SQLException thrown = new SQLException("An I/O error occurred", new EOFException());

        assertThat(faultOf(thrown)).isEqualTo(Fault.CONNECTION_TERMINATED);
    }

    private static Throwable unpacking(byte[] content) {
        return catchThrowable(() -> new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes());
    }

    @Test
    void whatAnAppThrowsByItselfIsNotTheClientsOnlyForItsClass() {
        assertThat(classifier.classify(new NumberFormatException("For input string: \"five\"")))
                .isEmpty();
        assertThat(classifier.classify(new IllegalStateException("state: 3"))).isEmpty();
        assertThat(classifier.classify(new RejectedExecutionException("the app's own pool")))
                .isEmpty();
        assertThat(classifier.classify(new SQLTransientConnectionException("too many connections")))
                .isEmpty();
    }

    static Stream<Throwable> unsentByThemselves() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new UnknownHostException("shop.invalid"),
                new SocketTimeoutException("Connect timed out"),
                new SSLHandshakeException("Remote host terminated the handshake"));
    }

    @ParameterizedTest
    @MethodSource("unsentByThemselves")
    void anEarlierSendingTakesTheProofAway(Throwable unsent) {
        assertThat(faultOf(unsent).reach()).isEqualTo(Reach.NOT_SENT);

        unsent.addSuppressed(new ConnectException("another address refused as well"));
        assertThat(faultOf(unsent).reach()).isEqualTo(Reach.NOT_SENT);

        unsent.addSuppressed(new IOException("unexpected end of stream on a kept connection", new EOFException()));
        assertThat(faultOf(new UncheckedIOException(new IOException(unsent)))).isEqualTo(Fault.CONNECTION_TERMINATED);
    }

    @Test
    void aResetIsWithinTheAnswerWhereSpringHasBegunToReadIt() {
        SocketException reset = new SocketException("Connection reset");

        assertThat(faultOf(new RestClientException("Error while extracting response for type [byte[]]", reset)))
                .isEqualTo(Fault.RESPONSE_INCOMPLETE);
        assertThat(faultOf(new RestClientException("I/O error on GET request", reset)))
                .isEqualTo(Fault.CONNECTION_TERMINATED);
    }

    @Test
    void aWrongCertificateStaysOneWhateverElseWentWrong() {
        SSLPeerUnverifiedException thrown = new SSLPeerUnverifiedException("wrong host");
        thrown.addSuppressed(new EOFException("closed on the way out"));

        assertThat(faultOf(thrown)).isEqualTo(Fault.TLS_CERTIFICATE_ERROR);
    }

    @Test
    void aTlsEnginesComplaintAboutItsOwnEndIsNoSending() {
        SSLHandshakeException thrown = new SSLHandshakeException("Abruptly closed by peer");
        thrown.addSuppressed(new SSLException("closing inbound before receiving peer's close_notify"));

        assertThat(faultOf(thrown)).isEqualTo(Fault.TLS_PROTOCOL_ERROR);
    }

    @Test
    void aUsersRuleComesFirstAndSeesTheInnermostFirst() {
        FaultClassifier withRules = new FaultClassifier(List.of(
                cause -> Optional.empty(),
                cause -> cause instanceof IllegalStateException ? Optional.of(Fault.POOL_EXHAUSTED) : Optional.empty(),
                cause -> cause instanceof ConnectException ? Optional.of(Fault.DNS_TIMEOUT) : Optional.empty()));

        assertThat(withRules.classify(new IllegalStateException(new ConnectException())))
                .map(Outcome.Failed::fault)
                .contains(Fault.DNS_TIMEOUT);
        assertThat(withRules.classify(new IOException(new IllegalStateException("none left"))))
                .map(Outcome.Failed::fault)
                .contains(Fault.POOL_EXHAUSTED);
        assertThat(withRules.classify(new UnknownHostException("shop.invalid")))
                .map(Outcome.Failed::fault)
                .contains(Fault.DNS_ERROR);
    }

    private Fault faultOf(Throwable thrown) {
        return classifier.classify(thrown).orElseThrow().fault();
    }

    @Test
    void aChainThatBitesItsTailEnds() {
        RuntimeException head = new RuntimeException("head");
        RuntimeException tail = new RuntimeException("tail", head);
        head.initCause(tail);

        assertThat(classifier.classify(head)).isEmpty();
    }
}
