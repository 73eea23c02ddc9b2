package io.breakwater.internal.page;

import io.breakwater.fault.Fault;
import java.util.Locale;
import java.util.Optional;

/**
 * Names the message that a visitor reads for a fault, or for a planned break, which is none. There are fewer messages than faults, since a
 * visitor does not need to know which step of a handshake failed. The words themselves are in {@code messages_<language>.properties}.
 */
enum FaultMessage {
    DOWN,
    UNSAFE,
    LATE,
    CUT,
    GARBLED,
    TROUBLE,
    PAUSE,
    BUSY,
    MAINTENANCE;

    /** Returns the message for a fault; for none, that of a planned break. */
    static FaultMessage of(Optional<Fault> fault) {
        return fault.map(FaultMessage::of).orElse(MAINTENANCE);
    }

    /** Returns the message for a fault. It has no default, so that a new fault does not compile without a message. */
    private static FaultMessage of(Fault fault) {
        return switch (fault) {
            // A client that has left reads nothing; the log and the report need no message.
            case DNS_ERROR, CONNECTION_REFUSED, STREAM_REFUSED, CLIENT_GONE -> DOWN;
            case DNS_TIMEOUT, CONNECTION_TIMEOUT, RESPONSE_TIMEOUT -> LATE;
            case TLS_CERTIFICATE_ERROR, TLS_PROTOCOL_ERROR, TLS_ALERT_RECEIVED -> UNSAFE;
            case CONNECTION_TERMINATED, RESPONSE_INCOMPLETE, READ_TIMEOUT -> CUT;
            case PROTOCOL_ERROR, RESPONSE_TRANSFER_CODING, RESPONSE_CONTENT_CODING, RESPONSE_HEADER_SIZE -> GARBLED;
            case DOWNSTREAM_STATUS -> TROUBLE;
            case CIRCUIT_OPEN -> PAUSE;
            case POOL_EXHAUSTED, CONCURRENCY_LIMIT -> BUSY;
        };
    }

    /** Returns the last part of the key {@code happened.…}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the last part of the keys {@code title.…} and {@code state.…}: the message for our own refusals and planned breaks, else the status. */
    static String headline(Optional<Fault> fault, int status) {
        FaultMessage message = of(fault);
        if (message == PAUSE || message == BUSY || message == MAINTENANCE) {
            return message.key();
        }
        return switch (status) {
            case 503 -> "unavailable";
            case 504 -> "slow";
            default -> "down";
        };
    }
}
