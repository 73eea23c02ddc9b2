package io.breakwater.internal.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Parses an {@code Accept-Language} header (RFC 9110, section 12.5.4). Skips malformed parts. Stateless and thread-safe. */
final class LanguageRanges {

    /** A longer header is ignored; no legitimate client sends one. */
    static final int MAX_LENGTH = 1024;

    /** One range, in lower case. */
    record Range(String tag, int quality) {}

    private static final Comparator<Range> BEST_FIRST =
            Comparator.comparingInt(Range::quality).reversed();

    private LanguageRanges() {}

    /** Returns the ranges in lower case, the preferred first, without those with a weight of 0. */
    static List<Range> parse(@Nullable String header) {
        if (header == null || header.length() > MAX_LENGTH) {
            return List.of();
        }
        List<Range> ranges = new ArrayList<>();
        for (String element : header.split(",", -1)) {
            String[] parts = element.split(";", -1);
            String tag = parts[0].strip().toLowerCase(Locale.ROOT);
            OptionalInt quality = quality(parts);
            if (!tag.isEmpty() && quality.orElse(0) > 0) {
                ranges.add(new Range(tag, quality.getAsInt()));
            }
        }
        // The sort is stable: ranges with equal weights keep their order.
        ranges.sort(BEST_FIRST);
        return ranges;
    }

    private static OptionalInt quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
                return MediaRanges.thousandths(parameter.substring(2).strip());
            }
        }
        return OptionalInt.of(1000);
    }
}
