package io.breakwater.internal.stale;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A header field. Several lines of one name are one list (RFC 9110, section 5.3), which is why there is one value.
 *
 * @param name in any case
 * @param value the values of all its lines
 */
public record Field(String name, String value) {

    /** Makes one of the lines of a header, of which there is one at least. */
    public static Field of(String name, Collection<String> lines) {
        return new Field(name, lines.size() == 1 ? lines.iterator().next() : String.join(", ", lines));
    }

    boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    /** Splits a list into its elements, in lower case, without empty ones. For lists of tokens, which have no commas in them. */
    static List<String> tokens(String list) {
        return Stream.of(list.split(",", -1))
                .map(token -> token.strip().toLowerCase(Locale.ROOT))
                .filter(token -> !token.isEmpty())
                .toList();
    }
}
