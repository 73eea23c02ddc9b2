package io.breakwater.internal.util;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Reads texts that people have written, where a {@code String} would put U+FFFD in place of what it cannot read. */
public final class Utf8 {

    private Utf8() {}

    /** A text is not UTF-8. */
    public static final class MalformedException extends CharacterCodingException {

        private static final long serialVersionUID = 1L;

        private final int line;

        MalformedException(int line) {
            this.line = line;
        }

        /** The first line that cannot be read, the first of all being 1. */
        public int line() {
            return line;
        }

        @Override
        public String getMessage() {
            return "line " + line + " is not UTF-8";
        }
    }

    /**
     * Decodes a text.
     *
     * @throws MalformedException when any byte of it is not UTF-8
     */
    public static String decode(byte[] bytes) throws MalformedException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw new MalformedException(lineAt(bytes, in.position()));
        }
        return out.flip().toString();
    }

    private static int lineAt(byte[] bytes, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            boolean feed = bytes[i] == '\n';
            boolean lone = bytes[i] == '\r' && bytes[i + 1] != '\n';
            line += feed || lone ? 1 : 0;
        }
        return line;
    }
}
