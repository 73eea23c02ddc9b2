package io.breakwater.internal.correlation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the trace id out of a {@code traceparent} header (W3C Trace Context, section 3.2). Internal between rooms. */
public final class TraceParent {

    /** The header's name. */
    public static final String HEADER = "traceparent";

    private static final int VERSION_END = 2;
    private static final int TRACE_START = 3;
    private static final int TRACE_END = 35;
    private static final int PARENT_END = 52;
    private static final int LENGTH = 55;

    private TraceParent() {}

    /**
     * The trace id, 32 lower-case hex digits; empty when the header is missing or not valid.
     *
     * @param header the header's value, null when there is none
     */
    public static Optional<String> traceId(@Nullable String header) {
        if (header == null || !isWellFormed(header)) {
            return Optional.empty();
        }
        return Optional.of(header.substring(TRACE_START, TRACE_END));
    }

    private static boolean isWellFormed(String header) {
        // A later version may append fields, behind another dash; version 00 may not, and ff is forbidden.
        boolean fits = header.length() == LENGTH
                || (header.length() > LENGTH && header.charAt(LENGTH) == '-' && !header.startsWith("00"));
        return fits
                && isHex(header, 0, VERSION_END)
                && !header.startsWith("ff")
                && header.charAt(VERSION_END) == '-'
                && isHex(header, TRACE_START, TRACE_END)
                && !isZero(header, TRACE_START, TRACE_END)
                && header.charAt(TRACE_END) == '-'
                && isHex(header, TRACE_END + 1, PARENT_END)
                && !isZero(header, TRACE_END + 1, PARENT_END)
                && header.charAt(PARENT_END) == '-'
                && isHex(header, PARENT_END + 1, LENGTH);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }
}
