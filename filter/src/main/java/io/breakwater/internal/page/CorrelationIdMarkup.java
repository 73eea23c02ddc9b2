package io.breakwater.internal.page;

/**
 * Formats a correlation ID for reading it out over the telephone: a generated ID has groups of four; any other ID is shown
 * in such groups, separated by the page's style only, so that a copied ID is identical to the one in the log.
 */
final class CorrelationIdMarkup {

    private static final int GROUP = 4;

    /** A longer run without a separator is hard to remember. */
    private static final int LONGEST_RUN = 6;

    private CorrelationIdMarkup() {}

    /** Returns the ID as escaped HTML. */
    static String html(String id) {
        if (longestRun(id) <= LONGEST_RUN) {
            return Escape.html(id);
        }
        StringBuilder html = new StringBuilder(id.length() * 3);
        for (int from = 0; from < id.length(); from = next(id, from)) {
            html.append("<b>")
                    .append(Escape.html(id.substring(from, next(id, from))))
                    .append("</b>");
        }
        return html.toString();
    }

    /** Returns where the group that begins at {@code from} ends: after four characters, or after a separator. */
    private static int next(String id, int from) {
        int end = from;
        while (end < id.length() && end - from < GROUP) {
            end++;
            if (!isAlphanumeric(id.charAt(end - 1))) {
                return end;
            }
        }
        boolean markFollows = end < id.length() && !isAlphanumeric(id.charAt(end));
        return markFollows ? end + 1 : end;
    }

    private static int longestRun(String id) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < id.length(); i++) {
            run = isAlphanumeric(id.charAt(i)) ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private static boolean isAlphanumeric(char c) {
        return Ascii.isLetter(c) || Ascii.isDigit(c);
    }
}
