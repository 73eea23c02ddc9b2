package io.breakwater.downstream;

/** Why a stream or a connection of HTTP/2 ends (RFC 9113, section 7). */
public enum Http2Error {
    NO_ERROR(0),
    PROTOCOL_ERROR(1),
    INTERNAL_ERROR(2),
    REFUSED_STREAM(7),
    CANCEL(8),
    ENHANCE_YOUR_CALM(11);

    private final int code;

    Http2Error(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
