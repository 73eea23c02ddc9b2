package io.breakwater.operations.diagnosis;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** The TLS handshake of a probe: with the name of the URL, judged as a client judges it. For one handshake. */
final class TlsStage {

    /** The first byte of a TLS record: a handshake's, or an alert's (RFC 8446, section 5.1). */
    private static final int HANDSHAKE = 0x16;

    private static final int ALERT = 0x15;

    /** What the JDK says when the other side has sent an alert; it has no exception of its own for that. */
    private static final String ALERT_WORDS = "Received fatal alert: ";

    private final Target target;
    private final RecordingTrust trust;
    private final NoClientCertificate key = new NoClientCertificate();
    private final Instant now;

    TlsStage(Target target, X509ExtendedTrustManager judge, Instant now) {
        this.target = target;
        this.trust = new RecordingTrust(judge);
        this.now = now;
    }

    /** Whether the server has asked for a certificate of the client's. */
    boolean askedForCertificate() {
        return key.asked();
    }

    /** Returns the secured connection; empty when there is none, of which the attempt is told. */
    Optional<Socket> run(TimedSocket plain, Attempt attempt) throws IOException {
        attempt.begin();
        SSLSocket socket = secured(plain);
        try {
            socket.startHandshake();
        } catch (SocketTimeoutException e) {
            fail(attempt, Finding.TLS_SILENT, "no answer to the handshake", "");
            return Optional.empty();
        } catch (SSLException e) {
            judge(e, plain.firstBytes(), attempt);
            return Optional.empty();
        } catch (SocketException e) {
            fail(attempt, Finding.TLS_CLOSED, "the connection ended in the handshake", "");
            return Optional.empty();
        }
        SSLSession session = socket.getSession();
        attempt.ok(Stage.Name.TLS, session.getProtocol() + ", " + session.getCipherSuite(), facts());
        return Optional.of(socket);
    }

    private SSLSocket secured(TimedSocket plain) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {key}, new TrustManager[] {trust}, null);
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, target.host(), target.port(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setApplicationProtocols(new String[] {"http/1.1"});
            socket.setSSLParameters(parameters);
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IOException("this JVM cannot speak TLS", e);
        }
    }

    private void judge(SSLException e, byte[] first, Attempt attempt) {
        Optional<String> alert = alert(e);
        if (trust.refused().isPresent()) {
            Certificates certificates = new Certificates(trust.chain(), now);
            Certificates.Judged judged = certificates.judge(trust.chainRefused().isEmpty(), target.host());
            fail(attempt, judged.finding(), "the certificate is not accepted", judged.detail());
        } else if (first.length > 0 && first[0] != HANDSHAKE && first[0] != ALERT) {
            fail(attempt, Finding.NOT_TLS, "what comes back is no TLS", spoken(first));
        } else if (alert.isPresent()) {
            Finding finding = key.asked() ? Finding.CLIENT_CERTIFICATE_WANTED : Finding.TLS_ALERT;
            fail(attempt, finding, "the downstream sends the alert " + alert.get(), "");
        } else if (e.getCause() instanceof EOFException || e.getCause() instanceof SocketException) {
            fail(attempt, Finding.TLS_CLOSED, "the connection ended in the handshake", "");
        } else {
            fail(attempt, Finding.TLS_FAILED, "the handshake fails", Printable.of(e));
        }
    }

    /** Returns the name of the alert that an exception tells of. */
    static Optional<String> alert(IOException e) {
        return Stream.iterate((Throwable) e, cause -> cause != null, Throwable::getCause)
                .map(Throwable::getMessage)
                .filter(message -> message != null && message.contains(ALERT_WORDS))
                .map(message -> Printable.line(message.substring(message.indexOf(ALERT_WORDS) + ALERT_WORDS.length())))
                .findFirst();
    }

    private static String spoken(byte[] first) {
        boolean http = new String(first, StandardCharsets.ISO_8859_1).startsWith("HTTP/");
        return http ? "It answers in plain HTTP: the URL should say http." : "It begins: " + Printable.bytes(first);
    }

    private void fail(Attempt attempt, Finding finding, String said, String detail) {
        attempt.failed(Stage.Name.TLS, said, facts());
        attempt.found(finding, detail);
    }

    private List<String> facts() {
        return new Certificates(trust.chain(), now).facts();
    }
}
