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
    private final @Nullable String encoding;
    private final @Nullable List<String>[] originals;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists
    private OuterHeaders(String[] names, @Nullable String contentType, @Nullable String encoding) {
        this.names = names;
        this.contentType = contentType;
        this.encoding = encoding;
        this.originals = new List[names.length];
    }

    static OuterHeaders of(HttpServletResponse response) {
        Collection<String> names = response.getHeaderNames();
        return new OuterHeaders(
                names.toArray(new String[0]), response.getContentType(), response.getCharacterEncoding());
    }

    /** To be told before the app changes a header. */
    void beforeChange(String name, HttpServletResponse response) {
        for (int i = 0; i < names.length; i++) {
            if (originals[i] == null && names[i].equalsIgnoreCase(name)) {
                originals[i] = List.copyOf(response.getHeaders(names[i]));
            }
        }
    }

    /** To be told before the app resets the response, which drops everybody's headers. */
    void beforeReset(HttpServletResponse response) {
        for (int i = 0; i < names.length; i++) {
            if (originals[i] == null) {
                originals[i] = List.copyOf(response.getHeaders(names[i]));
            }
        }
    }

    /** Does the same as {@link #reset} for the app to begin anew, in the encoding that the outer filters had set. */
    void resetForApp(HttpServletResponse response) {
        reset(response);
        // Only what differs from the container's default was set by somebody; to set that, too, would show in
        // Content-Type.
        if (encoding != null && !encoding.equalsIgnoreCase(response.getCharacterEncoding())) {
            response.setCharacterEncoding(encoding);
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
