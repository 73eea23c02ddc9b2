package io.breakwater.downstream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes as a value: what a record can hold and a test can compare. Immutable. */
public final class Bytes {
    private static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** No bytes. */
    public static Bytes none() {
        return NONE;
    }

    /** A copy of the given bytes. */
    public static Bytes of(byte[] content) {
        return new Bytes(content.clone());
    }

    /** The text in UTF-8. */
    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** So many bytes of printable filler, the same each time, no two neighbouring stretches alike. */
    public static Bytes filler(int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            // 89 is a prime, so a block that is lost, doubled or out of place shows at any power of two.
            content[i] = (byte) ('!' + i % 89);
        }
        return new Bytes(content);
    }

    /** How many. */
    public int length() {
        return content.length;
    }

    /** A copy, free to be changed. */
    public byte[] toArray() {
        return content.clone();
    }

    /** The bytes read as UTF-8. */
    public String utf8() {
        return new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return content.length <= 200 ? utf8() : content.length + " bytes";
    }
}
