package io.breakwater.downstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Header fields in the order of the wire, repeats included. Immutable.
 *
 * @param fields the fields
 */
public record Headers(List<Header> fields) {
    private static final Headers NONE = new Headers(List.of());

    public Headers {
        fields = List.copyOf(fields);
    }

    /** No fields. */
    public static Headers none() {
        return NONE;
    }

    /** These and one more, after them. */
    public Headers with(String name, String value) {
        List<Header> more = new ArrayList<>(fields);
        more.add(new Header(name, value));
        return new Headers(more);
    }

    /** The first value under that name, in any case. */
    public Optional<String> first(String name) {
        return matching(name).findFirst();
    }

    /** Every value under that name, in any case. */
    public List<String> all(String name) {
        return matching(name).toList();
    }

    /** Whether a field of that name, in any case, is there. */
    public boolean has(String name) {
        return matching(name).findAny().isPresent();
    }

    /** Whether that field lists the token, as {@code Connection: close} does. */
    public boolean lists(String name, String token) {
        return matching(name).flatMap(value -> Stream.of(value.split(",", -1))).anyMatch(item -> item.strip()
                .equalsIgnoreCase(token));
    }

    private Stream<String> matching(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Header::value);
    }
}
