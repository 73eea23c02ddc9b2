package io.breakwater.internal.page;

import io.breakwater.fault.Fault;
import java.util.Locale;

/**
 * The message about a fault for visitors. There are fewer messages than faults, because a visitor need not know which step
 * of a handshake failed.
 */
enum FaultMessage {
    DOWN,
    UNSAFE,
    LATE,
    CUT,
    GARBLED,
    TROUBLE,
    PAUSE,
    BUSY;

    static FaultMessage of(Fault fault) {
        return switch (fault) {
            case TLS_CERTIFICATE_ERROR, TLS_PROTOCOL_ERROR, TLS_ALERT_RECEIVED -> UNSAFE;
            case CONNECTION_TERMINATED, RESPONSE_INCOMPLETE, READ_TIMEOUT -> CUT;
            case PROTOCOL_ERROR, RESPONSE_TRANSFER_CODING, RESPONSE_CONTENT_CODING, RESPONSE_HEADER_SIZE -> GARBLED;
            case DOWNSTREAM_STATUS -> TROUBLE;
            case CIRCUIT_OPEN -> PAUSE;
            case POOL_EXHAUSTED, CONCURRENCY_LIMIT -> BUSY;
            default -> fault.status() == 504 ? LATE : DOWN;
        };
    }

    /** Returns the last part of the key of {@code happened}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the last part of the keys of {@code title} and {@code state}: for a refusal by the filter, the message;
     * otherwise, the status.
     */
    static String headline(Fault fault, int status) {
        FaultMessage message = of(fault);
        if (message == PAUSE || message == BUSY) {
            return message.key();
        }
        return switch (status) {
            case 503 -> "unavailable";
            case 504 -> "slow";
            default -> "down";
        };
    }
}
