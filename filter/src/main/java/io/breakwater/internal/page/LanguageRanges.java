package io.breakwater.internal.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** An {@code Accept-Language} header taken apart (RFC 9110, section 12.5.4). Reads what can be read and skips the rest. */
final class LanguageRanges {

    /** Longer than any honest client's; such a header is treated as absent. */
    static final int MAX_LENGTH = 1024;

    /** One range, in lower case. */
    record Range(String tag, int quality) {}

    private static final Comparator<Range> BEST_FIRST =
            Comparator.comparingInt(Range::quality).reversed();

    private LanguageRanges() {}

    /** The ranges in lower case, what the visitor likes best first; those that they rule out are left out. */
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
        // The sort is stable: of two that are liked alike, the one named first.
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
