package io.breakwater.internal.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A parsed {@code Accept} header (RFC 9110, section 12.5.1). Skips malformed parts, in one pass, so that no header is slow
 * to parse. Immutable.
 *
 * @param ranges the well-formed ranges, in order
 */
record MediaRanges(List<Range> ranges) {

    /** A longer header is ignored; no legitimate client sends one. */
    static final int MAX_LENGTH = 8 * 1024;

    /** The range of all media types. */
    private static final Range ANYTHING = new Range("*", "*", 1000);

    /**
     * A range, with names in lower case.
     *
     * @param quality the weight in thousandths, 0 for "not acceptable"
     */
    record Range(String type, String subtype, int quality) {

        /** Returns 2 for a media type, 1 for {@code type/*}, 0 for {@code *}{@code /*}. */
        int specificity() {
            return type.equals("*") ? 0 : subtype.equals("*") ? 1 : 2;
        }
    }

    /** Returns the ranges of {@code header}; a missing or unreadable header accepts everything. */
    static MediaRanges parse(@Nullable String header) {
        List<Range> ranges = new ArrayList<>();
        if (header != null && header.length() <= MAX_LENGTH) {
            int start = 0;
            while (start < header.length()) {
                int end = endOf(header, start, ',');
                addRange(ranges, header.substring(start, end));
                start = end + 1;
            }
        }
        return new MediaRanges(ranges.isEmpty() ? List.of(ANYTHING) : List.copyOf(ranges));
    }

    private static void addRange(List<Range> ranges, String element) {
        int typeEnd = endOf(element, 0, ';');
        String mediaRange = element.substring(0, typeEnd).strip().toLowerCase(Locale.ROOT);
        OptionalInt quality = quality(element, typeEnd + 1);
        if (quality.isEmpty()) {
            return;
        }
        // Not in the grammar, but HttpURLConnection of old JDKs sends "*; q=.2".
        if (mediaRange.equals("*")) {
            ranges.add(new Range("*", "*", quality.getAsInt()));
            return;
        }
        int slash = mediaRange.indexOf('/');
        if (slash < 1 || slash == mediaRange.length() - 1) {
            return;
        }
        String type = mediaRange.substring(0, slash);
        String subtype = mediaRange.substring(slash + 1);
        if (type.equals("*") && !subtype.equals("*")) {
            return;
        }
        ranges.add(new Range(type, subtype, quality.getAsInt()));
    }

    /** Returns the weight among the parameters from {@code start} on, 1000 when there is none; empty when it is malformed. */
    private static OptionalInt quality(String element, int start) {
        int at = start;
        while (at < element.length()) {
            int end = endOf(element, at, ';');
            String parameter = element.substring(at, end).strip();
            if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
                return thousandths(parameter.substring(2).strip());
            }
            at = end + 1;
        }
        return OptionalInt.of(1000);
    }

    static OptionalInt thousandths(String weight) {
        int dot = weight.indexOf('.');
        String whole = dot < 0 ? weight : weight.substring(0, dot);
        String fraction = dot < 0 ? "" : weight.substring(dot + 1);
        if (!isDigits(whole) || !isDigits(fraction) || whole.length() + fraction.length() == 0) {
            return OptionalInt.empty();
        }
        if (whole.chars().anyMatch(digit -> digit != '0')) {
            return OptionalInt.of(1000);
        }
        return OptionalInt.of(Integer.parseInt((fraction + "000").substring(0, 3)));
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(Ascii::isDigit);
    }

    /**
     * Returns where the part that begins at {@code start} ends: at the next delimiter outside quotes, or at the end of the
     * text.
     */
    private static int endOf(String text, int start, char delimiter) {
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == delimiter && !quoted) {
                return i;
            }
        }
        return text.length();
    }
}
