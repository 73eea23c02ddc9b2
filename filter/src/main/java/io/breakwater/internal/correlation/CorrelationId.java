package io.breakwater.internal.correlation;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Accepts and makes correlation ids. Thread-safe. Internal between rooms. */
public final class CorrelationId {

    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 128;

    /** Crockford's base 32: no letter that is read as a digit, or heard as another letter, over the phone. */
    private static final byte[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".getBytes(StandardCharsets.US_ASCII);

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    /** A bit for each character, since every request's id is looked through. */
    private static final long UNRESERVED_BELOW_64 = bits(0);

    private static final long UNRESERVED_FROM_64 = bits(64);

    private static final int GROUP = 4;
    private static final int GROUPS = 4;

    private CorrelationId() {}

    /**
     * The incoming id when it can be trusted in a header, a log line and a page, else a new one.
     *
     * @param incoming the request's header value, null when it has none
     */
    public static String acceptOrMake(@Nullable String incoming) {
        return incoming != null && isAcceptable(incoming) ? incoming : make();
    }

    /** Whether an id is 8 to 128 characters of {@code [A-Za-z0-9._~-]}, the unreserved ones of RFC 3986, section 2.3. */
    public static boolean isAcceptable(String id) {
        int length = id.length();
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isUnreserved(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static long bits(int from) {
        return UNRESERVED
                .chars()
                .filter(c -> c >= from && c < from + 64)
                .mapToLong(c -> 1L << (c - from))
                .sum();
    }

    private static boolean isUnreserved(char c) {
        return c < 128 && ((c < 64 ? UNRESERVED_BELOW_64 >>> c : UNRESERVED_FROM_64 >>> (c - 64)) & 1) != 0;
    }

    /**
     * A new id of 80 random bits, grouped as {@code 7h3k-9qwx-2mzt-c4vd}: what a visitor reads out is, letter for letter,
     * what stands in the log. It identifies, it does not authenticate, so a fast generator will do.
     */
    static String make() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        byte[] id = new byte[GROUPS * (GROUP + 1) - 1];
        long bits = 0;
        for (int i = 0; i < id.length; i++) {
            if (i % (2 * (GROUP + 1)) == 0) {
                bits = random.nextLong();
            }
            if (i % (GROUP + 1) == GROUP) {
                id[i] = '-';
            } else {
                id[i] = ALPHABET[(int) (bits & 31)];
                bits >>>= 5;
            }
        }
        return new String(id, StandardCharsets.ISO_8859_1);
    }
}
