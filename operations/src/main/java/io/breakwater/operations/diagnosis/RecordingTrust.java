package io.breakwater.operations.diagnosis;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Notes the certificates that a server shows, and then judges them as another trust manager does: nothing is trusted that would not be
 * without it. For one handshake.
 */
final class RecordingTrust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager judge;
    private List<X509Certificate> chain = List.of();
    private Optional<CertificateException> chainRefused = Optional.empty();
    private Optional<CertificateException> refused = Optional.empty();

    RecordingTrust(X509ExtendedTrustManager judge) {
        this.judge = judge;
    }

    /** Returns the certificates as they were shown, the server's own first; empty when it came to none. */
    List<X509Certificate> chain() {
        return chain;
    }

    /** Returns why the chain itself is refused, its names left aside. */
    Optional<CertificateException> chainRefused() {
        return chainRefused;
    }

    /** Returns why the certificates are refused, for the chain or for the names. */
    Optional<CertificateException> refused() {
        return refused;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authType, Socket socket)
            throws CertificateException {
        chain = List.of(shown);
        // Without the socket the judge does not know the name that was asked for, so that its verdict is about the
        // chain alone.
        chainRefused = verdict(() -> judge.checkServerTrusted(shown, authType));
        refused = verdict(() -> judge.checkServerTrusted(shown, authType, socket));
        if (refused.isPresent()) {
            throw refused.get();
        }
    }

    private static Optional<CertificateException> verdict(Check check) {
        try {
            check.run();
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of(e);
        }
    }

    private interface Check {
        void run() throws CertificateException;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authType, SSLEngine engine)
            throws CertificateException {
        judge.checkServerTrusted(shown, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authType) throws CertificateException {
        judge.checkServerTrusted(shown, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authType, Socket socket)
            throws CertificateException {
        judge.checkClientTrusted(shown, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authType, SSLEngine engine)
            throws CertificateException {
        judge.checkClientTrusted(shown, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authType) throws CertificateException {
        judge.checkClientTrusted(shown, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }
}
