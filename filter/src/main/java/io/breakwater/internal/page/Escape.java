package io.breakwater.internal.page;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Makes any text harmless in the places a page puts it. Whatever a request or an exception holds goes through one of these
 * on its way out.
 */
final class Escape {

    private static final char REPLACEMENT = '\uFFFD';

    /** What a path may hold beside letters and digits (RFC 3986, section 3.3), the per cent sign of escapes included. */
    private static final String PATH_PUNCTUATION = "-._~!$&'()*+,;=:@/%";

    /** ASCII that is printable. */
    private static final boolean[] PRINTABLE = printableBut("");
    /** The same without what is something to somebody. */
    private static final boolean[] HARMLESS = printableBut("&<>\"'`=\\");

    private Escape() {}

    /** For HTML text and attribute values, quoted or not as long as blanks do not matter. */
    static String html(String text) {
        if (isAll(HARMLESS, text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '`' -> out.append("&#96;");
                case '=' -> out.append("&#61;");
                case '\t', '\n' -> out.append((char) c);
                default -> out.appendCodePoint(isInvisible(c) ? REPLACEMENT : c);
            }
        });
        return out.toString();
    }

    /**
     * For the inside of a JSON string (RFC 8259, section 7). Escapes more than it must, so that the text is also harmless in
     * JavaScript and in HTML; a lone surrogate, which I-JSON forbids, becomes U+FFFD.
     */
    static String json(String text) {
        if (isAll(HARMLESS, text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '<', '>', '&', 0x2028, 0x2029 -> appendUnicode(out, c);
                default -> {
                    if (isSurrogate(c)) {
                        out.append(REPLACEMENT);
                    } else if (Character.isISOControl(c)) {
                        appendUnicode(out, c);
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        return out.toString();
    }

    /** For a terminal: no escape sequence, no second line, nothing that turns the direction of writing. */
    static String line(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(isInvisible(c) ? REPLACEMENT : c));
        return out.toString();
    }

    /** For a header's value: printable ASCII, anything else a question mark. */
    static String header(String text) {
        if (isAll(PRINTABLE, text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.append(c >= ' ' && c <= '~' ? (char) c : '?'));
        return out.toString();
    }

    /**
     * For a URI reference that is a path: what may not stand there is percent-encoded, and a path that begins with two
     * slashes gets a dot before, or it would name a host (RFC 3986, section 4.2).
     */
    static String path(String path) {
        StringBuilder out = new StringBuilder(path.length() + 16);
        if (path.startsWith("//")) {
            out.append("/.");
        }
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean allowed = Ascii.isLetter(c) || Ascii.isDigit(c) || PATH_PUNCTUATION.indexOf(c) >= 0;
            if (allowed) {
                out.append(c);
            } else {
                out.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            }
        }
        return out.toString();
    }

    private static boolean[] printableBut(String special) {
        boolean[] printable = new boolean['~' + 1];
        for (char c = ' '; c <= '~'; c++) {
            printable[c] = special.indexOf(c) < 0;
        }
        return printable;
    }

    /** Whether {@code text} is of these characters only, as nearly all of it is. */
    private static boolean isAll(boolean[] characters, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= characters.length || !characters[c]) {
                return false;
            }
        }
        return true;
    }

    private static void appendUnicode(StringBuilder out, int c) {
        out.append(String.format(Locale.ROOT, "\\u%04x", c));
    }

    /** Controls, marks that turn the direction of writing, lone surrogates, and what a {@link PrecompiledPage} marks its gaps with. */
    private static boolean isInvisible(int c) {
        return Character.isISOControl(c) || isBidirectional(c) || isSurrogate(c) || PrecompiledPage.isMark(c);
    }

    private static boolean isBidirectional(int c) {
        return c == 0x061C
                || isBetween(c, 0x200E, 0x200F)
                || isBetween(c, 0x2028, 0x202E)
                || isBetween(c, 0x2066, 0x2069);
    }

    private static boolean isBetween(int c, int first, int last) {
        return first <= c && c <= last;
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
