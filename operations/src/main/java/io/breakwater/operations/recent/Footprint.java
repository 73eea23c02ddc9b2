package io.breakwater.operations.recent;

/**
 * Reckons how many bytes of heap a remembered exchange takes, with its place in the store: rather too many than too few, for
 * HotSpot with or without compressed pointers. Stateless and thread-safe.
 */
final class Footprint {

    /** The record, its times, its optional values, the node, and its entries in the index and on a shelf. */
    private static final int FIXED = 900;

    private static final int ATTEMPT = 160;
    private static final int THROWN = 48;
    private static final int STRING = 56;

    private Footprint() {}

    static int of(ExchangeRecord exchange) {
        int bytes = FIXED;
        bytes += 2 * of(exchange.correlationId());
        bytes += of(exchange.method()) + of(exchange.path()) + of(exchange.breakerState());
        bytes += exchange.incident().map(Footprint::of).orElse(0);
        bytes += exchange.appsBreaker().map(Footprint::of).orElse(0);
        bytes += ATTEMPT * exchange.attempts().size();
        for (ThrownRecord thrown : exchange.causes()) {
            bytes += THROWN + of(thrown.type()) + of(thrown.message());
        }
        return bytes;
    }

    private static int of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                return STRING + 2 * text.length();
            }
        }
        return STRING + text.length();
    }
}
