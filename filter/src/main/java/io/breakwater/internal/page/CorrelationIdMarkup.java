package io.breakwater.internal.page;

/**
 * A correlation id as a person can read it out over the telephone: ours comes in groups of four; any other is shown in such
 * groups, set apart by the page's style alone, so that what is copied is the id as it stands in the log.
 */
final class CorrelationIdMarkup {

    private static final int GROUP = 4;

    /** A longer run without a mark between is more than one can keep in mind. */
    private static final int LONGEST_RUN = 6;

    private CorrelationIdMarkup() {}

    /** The id as HTML, escaped. */
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

    /** Where the group that begins at {@code from} ends: after four, or after a mark. */
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
