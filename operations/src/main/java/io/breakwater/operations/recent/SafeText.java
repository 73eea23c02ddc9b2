package io.breakwater.operations.recent;

import java.util.regex.Pattern;

/**
 * Makes text that others wrote fit to be kept and shown: on one line, short, and without what looks like a secret. Stateless
 * and thread-safe. Every pattern reads a text once, so that a long text costs no more than its length.
 */
final class SafeText {

    private static final String HIDDEN = "***";

    /** What the place of a URL begins with. */
    private static final String URL = "://";

    /** Of a text, only so much is looked at: a secret must not be cut in two before it is found, nor a flood cost time. */
    private static final int LOOKED_AT = 2_000;

    private static final Pattern CREDENTIALS =
            Pattern.compile("\\b(bearer|basic|digest|negotiate)\\s+[\\w+/=.~-]{4,}", Pattern.CASE_INSENSITIVE);

    private static final Pattern NAMED = Pattern.compile(
            "((?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|authorization|cookie"
                    + "|session(?:[_-]?id)?|jsessionid|signature|credentials?)[\"']?\\s{0,3}[=:]\\s{0,3})"
                    + "(?:\"[^\"]*\"?|'[^']*'?|[^\\s,;&\"'})\\]]+)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern JSON_WEB_TOKEN = Pattern.compile("\\beyJ[\\w-]{5,}\\.[\\w-]*(?:\\.[\\w-]*)?");

    private SafeText() {}

    /**
     * Returns a text on one line, shortened.
     *
     * @param most at most so many characters are returned
     */
    static String line(String text, int most) {
        int end = Math.min(text.length(), most);
        for (int i = 0; i < end; i++) {
            if (!isPrintable(text.charAt(i))) {
                return mended(text, end);
            }
        }
        return end == text.length() ? text : text.substring(0, end);
    }

    /** Returns a message on one line, shortened, with stars for what looks like a secret. */
    static String message(String text, int most) {
        String shown = line(text, LOOKED_AT);
        shown = withoutSecretsOfUrls(shown);
        shown = CREDENTIALS.matcher(shown).replaceAll("$1 " + HIDDEN);
        shown = NAMED.matcher(shown).replaceAll("$1" + HIDDEN);
        shown = JSON_WEB_TOKEN.matcher(shown).replaceAll(HIDDEN);
        return shown.length() <= most ? shown : shown.substring(0, most);
    }

    /**
     * Hides user and password of a URL, and its query. By hand, since a pattern for it starts anew at each colon and takes the
     * square of a hostile text's length.
     */
    private static String withoutSecretsOfUrls(String text) {
        if (!text.contains(URL)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        int from = 0;
        while (from < text.length()) {
            int end = from;
            while (end < text.length() && text.charAt(end) != ' ') {
                end++;
            }
            appendWord(shown, text.substring(from, end));
            if (end < text.length()) {
                shown.append(' ');
            }
            from = end + 1;
        }
        return shown.toString();
    }

    private static void appendWord(StringBuilder shown, String word) {
        int colon = word.indexOf(URL);
        if (colon < 0) {
            shown.append(word);
            return;
        }
        int start = colon + URL.length();
        shown.append(word, 0, start);
        // The last at sign: a password that was not escaped may contain a slash, and another at sign.
        int at = word.lastIndexOf('@');
        if (at >= start) {
            shown.append(HIDDEN);
            start = at;
        }
        int query = word.indexOf('?', start);
        int end = query < 0 ? word.length() : endOfQuery(word, query);
        shown.append(word, start, query < 0 ? end : query + 1);
        if (query >= 0) {
            shown.append(HIDDEN).append(word, end, word.length());
        }
    }

    private static int endOfQuery(String word, int query) {
        int end = query + 1;
        while (end < word.length() && "\"'<>)]".indexOf(word.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static String mended(String text, int end) {
        StringBuilder mended = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            mended.append(isPrintable(c) ? c : '?');
        }
        return mended.toString();
    }

    /** Control, format and direction characters forge lines and hide text; half a pair of surrogates is no text. */
    private static boolean isPrintable(char c) {
        if (c >= ' ' && c < 0x7f) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
