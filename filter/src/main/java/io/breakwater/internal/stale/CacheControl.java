package io.breakwater.internal.stale;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The directives of a {@code Cache-Control} header (RFC 9111, section 5.2). Immutable. */
final class CacheControl {

    /** What a number that is too large for anybody stands for (RFC 9111, section 1.2.2). */
    private static final long FOREVER = Integer.MAX_VALUE;

    private static final int MOST_DIGITS = 10;

    private static final CacheControl NONE = new CacheControl(Map.of());

    /** By names in lower case; the empty text stands for no argument. */
    private final Map<String, String> directives;

    private CacheControl(Map<String, String> directives) {
        this.directives = directives;
    }

    /** Reads a header; null stands for none. What is no directive is passed over. */
    static CacheControl of(@Nullable String header) {
        return header == null || header.isEmpty() ? NONE : new CacheControl(read(header));
    }

    private static Map<String, String> read(String header) {
        Map<String, String> found = new HashMap<>();
        int at = 0;
        while (at < header.length()) {
            int end = endOfDirective(header, at);
            String directive = header.substring(at, end).strip();
            int equals = directive.indexOf('=');
            String name = (equals < 0 ? directive : directive.substring(0, equals))
                    .strip()
                    .toLowerCase(Locale.ROOT);
            if (!name.isEmpty()) {
                // Of several the first counts (RFC 9111, section 4.2.1).
                found.putIfAbsent(
                        name,
                        equals < 0
                                ? ""
                                : unquoted(directive.substring(equals + 1).strip()));
            }
            at = end + 1;
        }
        return found;
    }

    /** Finds the next comma that is not within quotes. */
    private static int endOfDirective(String header, int from) {
        boolean quoted = false;
        for (int i = from; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == ',' && !quoted) {
                return i;
            }
        }
        return header.length();
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replace("\\", "")
                : value;
    }

    boolean has(String name) {
        return directives.containsKey(name);
    }

    /** Whether the directive is there without field names, so that it is about all of the response. */
    boolean hasForAll(String name) {
        String argument = directives.get(name);
        return argument != null && argument.isEmpty();
    }

    /** The fields that the directive names; none where it is not there, or about all of the response. */
    List<String> fieldsOf(String name) {
        return Optional.ofNullable(directives.get(name)).map(Field::tokens).orElse(List.of());
    }

    /** The argument in seconds; 0 when it is no number, since who means that cannot be known. Empty without the directive. */
    OptionalLong seconds(String name) {
        String argument = directives.get(name);
        return argument == null ? OptionalLong.empty() : OptionalLong.of(secondsOf(argument));
    }

    static long secondsOf(String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return 0;
        }
        return text.length() > MOST_DIGITS ? FOREVER : Math.min(Long.parseLong(text), FOREVER);
    }
}
