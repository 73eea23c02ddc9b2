package io.breakwater.failure;

/** What a TLS server does wrong. */
enum TlsFailure {
    /** Its certificate has expired. */
    EXPIRED,
    /** Its certificate is from an authority that nobody trusts. */
    UNKNOWN_CA,
    /** Its certificate names another host. */
    WRONG_HOST,
    /** It takes the connection and says nothing. */
    STALL,
    /** It takes the connection, reads the first bytes and closes. */
    FIN,
    /** It speaks plain HTTP. */
    NOT_TLS,
    /** It demands a certificate of the client, and sends an alert when there is none: in TLS 1.3 after the handshake. */
    CLIENT_CERTIFICATE,
    /** The same in TLS 1.2, where the alert ends the handshake. */
    CLIENT_CERTIFICATE_12,
    /** It has no cipher suite that goes with its own certificate. */
    NO_CIPHER
}
