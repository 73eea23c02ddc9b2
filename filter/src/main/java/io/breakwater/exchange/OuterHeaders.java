package io.breakwater.exchange;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The headers and cookies that filters outside ours had set when the request came in. A container's {@code reset()} drops
 * them with the app's, so they are put back after one. Until then only their names are kept; a value is copied when the app
 * is about to change it.
 *
 * <p>Used by the thread that owns the response at the time.
 */
final class OuterHeaders {

    private final String[] names;
    private final @Nullable String contentType;
    private final @Nullable List<String>[] originals;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists
    private OuterHeaders(String[] names, @Nullable String contentType) {
        this.names = names;
        this.contentType = contentType;
        this.originals = new List[names.length];
    }

    static OuterHeaders of(HttpServletResponse response) {
        Collection<String> names = response.getHeaderNames();
        return new OuterHeaders(names.toArray(new String[0]), response.getContentType());
    }

    /** To be told before the app changes a header. */
    void beforeChange(String name, HttpServletResponse response) {
        for (int i = 0; i < names.length; i++) {
            if (originals[i] == null && names[i].equalsIgnoreCase(name)) {
                originals[i] = List.copyOf(response.getHeaders(names[i]));
            }
        }
    }

    /** Resets the response, then puts back what the outer filters had set. */
    void reset(HttpServletResponse response) {
        List<Collection<String>> values = new ArrayList<>(names.length);
        for (int i = 0; i < names.length; i++) {
            values.add(Optional.<Collection<String>>ofNullable(originals[i])
                    .orElseGet(() -> List.copyOf(response.getHeaders(names[values.size()]))));
        }
        response.reset();
        for (int i = 0; i < names.length; i++) {
            boolean first = true;
            for (String value : values.get(i)) {
                if (first) {
                    response.setHeader(names[i], value);
                } else {
                    response.addHeader(names[i], value);
                }
                first = false;
            }
        }
        if (contentType != null) {
            response.setContentType(contentType);
        }
    }
}
