package io.breakwater.failure;

import java.util.concurrent.TimeUnit;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A certificate authority for one run, and what it signs. */
public final class Authority {

    private final HeldCertificate root = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("Harbour test authority")
            .build();

    /** What a client knows that trusts this authority and no other. */
    public HandshakeCertificates client() {
        return new HandshakeCertificates.Builder()
                .addTrustedCertificate(root.certificate())
                .build();
    }

    /** What a server for 127.0.0.1 shows, all in order. */
    HandshakeCertificates server() {
        return shown(leaf("127.0.0.1").build());
    }

    HandshakeCertificates wrongHost() {
        return shown(leaf("elsewhere.example").build());
    }

    HandshakeCertificates expired() {
        long now = System.currentTimeMillis();
        return shown(leaf("127.0.0.1")
                .validityInterval(now - TimeUnit.DAYS.toMillis(2), now - TimeUnit.DAYS.toMillis(1))
                .build());
    }

    private HeldCertificate.Builder leaf(String name) {
        return new HeldCertificate.Builder().addSubjectAlternativeName(name).signedBy(root);
    }

    private HandshakeCertificates shown(HeldCertificate certificate) {
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(root.certificate())
                .build();
    }
}
