package io.breakwater.operations.diagnosis;

import io.breakwater.fault.Fault;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names what a diagnosis came to: one constant for each thing that an operator would mend in another way.
 *
 * <p>Immutable and thread-safe.
 */
public enum Finding {
    /** Everything works from here. */
    HEALTHY(null, "It answers, from here and now."),
    /** It answers well, but later than an attempt may take. */
    SLOW(Fault.RESPONSE_TIMEOUT, "It answers, but later than the route's attempt-timeout."),
    /** It answers at one address, and another is dead. */
    PARTLY_REACHABLE(
            Fault.CONNECTION_REFUSED,
            "It answers, but one of its addresses does not work: a request fails when a client takes that one."),
    /** The name has no address. */
    NAME_UNKNOWN(Fault.DNS_ERROR, "Its name does not resolve."),
    /** The resolver is silent. */
    RESOLVER_SILENT(Fault.DNS_TIMEOUT, "Its name could not be looked up in time."),
    /** The address refuses the connection. */
    NOBODY_LISTENS(Fault.CONNECTION_REFUSED, "Nobody listens at its port: the connection is refused."),
    /** The address answers the connect with nothing. */
    CONNECT_DROPPED(
            Fault.CONNECTION_TIMEOUT,
            "The connect gets no answer at all: a firewall drops it, or the accept queue of the downstream is full."),
    /** There is no way to the address. */
    NO_ROUTE(
            Fault.CONNECTION_REFUSED,
            "There is no way to its address: the network says that the host or the network cannot be reached."),
    /** The certificate's time is over. */
    CERTIFICATE_EXPIRED(Fault.TLS_CERTIFICATE_ERROR, "Its certificate has expired."),
    /** The certificate's time has not begun. */
    CERTIFICATE_NOT_YET_VALID(
            Fault.TLS_CERTIFICATE_ERROR,
            "Its certificate is not valid yet: a clock is wrong, here or where it was issued."),
    /** The certificate is for another name. */
    CERTIFICATE_WRONG_NAME(Fault.TLS_CERTIFICATE_ERROR, "Its certificate is for another name."),
    /** The certificate's issuer is not trusted. */
    CERTIFICATE_UNKNOWN_ISSUER(
            Fault.TLS_CERTIFICATE_ERROR,
            "Its certificate comes from an issuer that is not in the trust store, or an intermediate certificate is missing."),
    /** It wants to see a certificate of the client's. */
    CLIENT_CERTIFICATE_WANTED(
            Fault.TLS_ALERT_RECEIVED,
            "It asks for a client certificate and ends the connection without one. The probe has none; your client may."),
    /** The downstream ended the handshake by an alert. */
    TLS_ALERT(Fault.TLS_ALERT_RECEIVED, "It ends the TLS handshake by an alert."),
    /** The connection ends in the handshake. */
    TLS_CLOSED(Fault.TLS_PROTOCOL_ERROR, "It takes the connection and closes it in the TLS handshake."),
    /** The handshake gets no answer. */
    TLS_SILENT(Fault.CONNECTION_TIMEOUT, "It takes the connection and says nothing in the TLS handshake."),
    /** The port does not speak TLS. */
    NOT_TLS(Fault.TLS_PROTOCOL_ERROR, "Its port does not speak TLS, and the URL says https."),
    /** Any other failure of the handshake. */
    TLS_FAILED(Fault.TLS_PROTOCOL_ERROR, "The TLS handshake fails."),
    /** It takes the request and says nothing. */
    SILENT(Fault.RESPONSE_TIMEOUT, "It takes the connection and the request, and says nothing."),
    /** Its answer begins and stops. */
    STALLED(Fault.READ_TIMEOUT, "It begins an answer and then says nothing more."),
    /** The connection ends without an answer. */
    CLOSED_UNANSWERED(Fault.CONNECTION_TERMINATED, "It takes the request and closes the connection without an answer."),
    /** The answer ends too early. */
    ANSWER_CUT(Fault.RESPONSE_INCOMPLETE, "It begins an answer and closes the connection before the end of it."),
    /** The port speaks TLS where plain HTTP is meant. */
    TLS_NOT_EXPECTED(Fault.PROTOCOL_ERROR, "Its port speaks TLS, and the URL says http: it should say https."),
    /** The answer is something else than HTTP. */
    NOT_HTTP(Fault.PROTOCOL_ERROR, "It talks something else than HTTP/1."),
    /** The head of its answer is very long. */
    HEADERS_TOO_LARGE(
            Fault.RESPONSE_HEADER_SIZE, "It answers, with more than 32 KB of headers, which many clients do not take."),
    /** It answers 502, 503 or 504. */
    FAILING_STATUS(Fault.DOWNSTREAM_STATUS, "It answers, and says itself that it, or something behind it, is down."),
    /** It answers another status from 500 on. */
    SERVER_ERROR(Fault.DOWNSTREAM_STATUS, "It answers with an error of its own."),
    /** The probe itself came to an end that it does not know. */
    UNKNOWN(null, "The probe failed in a way that it does not know.");

    /** Names the client's side, which is all that is left when the downstream is well. */
    private static final String AFTER_HEALTHY =
            "The failure is over, comes and goes, or lies on this side: look at your client's connection pool and its"
                    + " time-outs, at its own trust store and proxy, and at what differs between its requests and this one.";

    private final Optional<Fault> fault;
    private final String sentence;

    Finding(@Nullable Fault fault, String sentence) {
        this.fault = Optional.ofNullable(fault);
        this.sentence = sentence;
    }

    /** Returns the fault that a request would meet; empty for {@link #HEALTHY} and {@link #UNKNOWN}. */
    public Optional<Fault> fault() {
        return fault;
    }

    /** Returns in one sentence what is so. */
    public String sentence() {
        return sentence;
    }

    /** Returns what to check next: the fault's own sentence, and for {@link #HEALTHY} this side. */
    public String check() {
        return switch (this) {
            case HEALTHY -> AFTER_HEALTHY;
            case UNKNOWN -> "Read the stage that failed above, and the app's log.";
            default -> fault.orElseThrow().operatorSentence();
        };
    }
}
