package io.breakwater.internal.stale;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request headers that a response was chosen by (RFC 9111, section 4.1): what its {@code Vary} names, with the values of the
 * request that it answered. Immutable.
 */
final class Selection {

    private record Header(String name, @Nullable String value) {}

    private final List<Header> headers;

    private Selection(List<Header> headers) {
        this.headers = List.copyOf(headers);
    }

    static Selection of(Optional<String> vary, RequestHead request) {
        List<Header> headers = new ArrayList<>();
        vary.map(Field::tokens)
                .orElse(List.of())
                .forEach(name -> headers.add(new Header(name, normalized(request.header(name)))));
        return new Selection(headers);
    }

    /** Whether a request would have been answered with the same. */
    boolean matches(RequestHead request) {
        for (Header header : headers) {
            if (!Objects.equals(header.value(), normalized(request.header(header.name())))) {
                return false;
            }
        }
        return true;
    }

    /** Whether both are chosen by the same, so that the later one takes the place of the other. */
    boolean isLike(Selection other) {
        return headers.equals(other.headers);
    }

    /** Space around commas says nothing; all else is compared as it is. */
    private static @Nullable String normalized(@Nullable String value) {
        if (value == null || value.indexOf(',') < 0) {
            return value == null ? null : value.strip();
        }
        StringBuilder text = new StringBuilder(value.length());
        for (String element : value.split(",", -1)) {
            if (!element.isBlank()) {
                text.append(text.isEmpty() ? "" : ",").append(element.strip());
            }
        }
        return text.toString();
    }

    int chars() {
        int chars = 0;
        for (Header header : headers) {
            String value = header.value();
            chars += header.name().length() + (value == null ? 0 : value.length());
        }
        return chars;
    }
}
