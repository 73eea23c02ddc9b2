package io.breakwater.internal.stale;

import java.util.List;
import java.util.Optional;

/**
 * The head of a response.
 *
 * @param status the status
 * @param fields the header fields, each name once
 */
public record ResponseHead(int status, List<Field> fields) {

    public ResponseHead {
        fields = List.copyOf(fields);
    }

    /** Returns the value of a field. */
    public Optional<String> find(String name) {
        for (Field field : fields) {
            if (field.is(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** Whether it says the same about what the body is. */
    boolean isLike(ResponseHead other) {
        return status == other.status && find("Content-Type").equals(other.find("Content-Type"));
    }

    CacheControl cacheControl() {
        return CacheControl.of(find("Cache-Control").orElse(null));
    }
}
