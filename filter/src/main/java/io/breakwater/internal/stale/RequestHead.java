package io.breakwater.internal.stale;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What decides about a request: whether its answer may be kept, and which kept one it may have. Used while the request is there,
 * and not kept.
 *
 * @param method the method
 * @param uri the URI that was asked for, with scheme, host and query
 * @param isPersonal whether its sender is known by something that is no header: a certificate, a session in the path
 * @param headers looks a header up by name; several lines of one name are one list, null stands for none
 */
public record RequestHead(String method, String uri, boolean isPersonal, Function<String, @Nullable String> headers) {

    /** Returns the value of a header; null when there is none. */
    public @Nullable String header(String name) {
        return headers.apply(name);
    }

    boolean has(String name) {
        return header(name) != null;
    }

    CacheControl cacheControl() {
        return CacheControl.of(header("Cache-Control"));
    }

    boolean isHead() {
        return method.equals("HEAD");
    }
}
