package io.breakwater.internal.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page with placeholders, parsed once and filled for each request: the constant parts are kept as bytes, so that a page
 * costs little more than writing it. In the parsed text, a {@link Placeholder} is marked by one of Unicode's noncharacters
 * U+FDD0 to U+FDEF, which escaping removes from all other text.
 *
 * <p>Immutable and thread-safe.
 */
final class PrecompiledPage {

    /** A placeholder with the text before it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Piece(byte[] text, Placeholder placeholder) {}

    private final List<Piece> pieces;
    private final byte[] rest;
    private final int length;

    private PrecompiledPage(List<Piece> pieces, byte[] rest) {
        this.pieces = List.copyOf(pieces);
        this.rest = rest;
        this.length = rest.length
                + pieces.stream().mapToInt(piece -> piece.text().length).sum();
    }

    static PrecompiledPage cut(String text) {
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isMark(text.charAt(i))) {
                Optional<Placeholder> placeholder = Placeholder.markedBy(text.charAt(i));
                if (placeholder.isPresent()) {
                    pieces.add(new Piece(utf8(text.substring(start, i)), placeholder.get()));
                    start = i + 1;
                }
            }
        }
        return new PrecompiledPage(pieces, utf8(text.substring(start)));
    }

    /** Returns the number of bytes without the placeholders. */
    int length() {
        return length;
    }

    /**
     * Returns the page with values for its placeholders.
     *
     * @param values the values from {@link Placeholder#values}
     */
    byte[] fill(String[] values) {
        byte[][] html = new byte[values.length][];
        int filled = length;
        for (Piece piece : pieces) {
            int placeholder = piece.placeholder().index();
            if (html[placeholder] == null) {
                html[placeholder] = piece.placeholder().html(values[placeholder]);
            }
            filled += html[placeholder].length;
        }
        byte[] page = new byte[filled];
        int at = 0;
        for (Piece piece : pieces) {
            at = append(page, at, piece.text());
            at = append(page, at, html[piece.placeholder().index()]);
        }
        append(page, at, rest);
        return page;
    }

    private static int append(byte[] page, int at, byte[] part) {
        System.arraycopy(part, 0, page, at, part.length);
        return at + part.length;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static boolean isMark(int c) {
        return c >= 0xFDD0 && c <= 0xFDEF;
    }

    /** Returns the index of the first mark in {@code text}, or -1. */
    static int firstMark(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isMark(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }
}
