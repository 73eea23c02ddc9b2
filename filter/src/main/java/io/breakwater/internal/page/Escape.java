package io.breakwater.internal.page;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Escapes text for the formats of a page. Every value of a request or an exception passes through one of these methods.
 * Stateless and thread-safe.
 */
public final class Escape {

    private static final char REPLACEMENT = '\uFFFD';

    /** The characters of a path besides letters and digits (RFC 3986, section 3.3), including the percent sign of escapes. */
    private static final String PATH_PUNCTUATION = "-._~!$&'()*+,;=:@/%";

    /** Printable ASCII. */
    private static final boolean[] PRINTABLE = printableBut("");
    /** Printable ASCII that has no meaning in HTML, JSON or JavaScript. */
    private static final boolean[] HARMLESS = printableBut("&<>\"'`=\\");

    private Escape() {}

    /** Escapes for HTML text and attribute values, quoted or, if they contain no spaces, unquoted. */
    public static String html(String text) {
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
     * Escapes for a JSON string (RFC 8259, section 7). Escapes more than required, so that the text is safe in JavaScript
     * and in HTML, too; a lone surrogate, which I-JSON forbids, becomes U+FFFD.
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

    /** Escapes for a line of a terminal: without escape sequences, line breaks and bidirectional controls. */
    static String line(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(isInvisible(c) ? REPLACEMENT : c));
        return out.toString();
    }

    /** Escapes for a header's value: replaces all but printable ASCII by question marks. */
    static String header(String text) {
        if (isAll(PRINTABLE, text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.append(c >= ' ' && c <= '~' ? (char) c : '?'));
        return out.toString();
    }

    /**
     * Escapes for a URI reference that is a path: percent-encodes other characters, and prefixes a path that begins with two
     * slashes with {@code /.}, because it would name a host (RFC 3986, section 4.2).
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

    /** Returns whether {@code text} has these characters only, as nearly all texts do. */
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

    /**
     * Returns whether {@code c} is a control, a bidirectional control, a lone surrogate, or a mark of a {@link
     * PrecompiledPage}.
     */
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
