package io.breakwater.internal.route;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A place in the tree of path segments.
 *
 * @param children the next segments that are spelled out
 * @param any what follows a segment that may be anything
 * @param exact where a path leads that ends here
 * @param prefix where a path leads that ends here or goes on
 * @param conditionalExact the same for requests that fulfil conditions, which go first
 * @param conditionalPrefix the same for requests that fulfil conditions, which go first
 */
record TrieNode<T>(
        SegmentMap<TrieNode<T>> children,
        @Nullable TrieNode<T> any,
        @Nullable T exact,
        @Nullable T prefix,
        @Nullable ConditionalRoutes<T> conditionalExact,
        @Nullable ConditionalRoutes<T> conditionalPrefix) {

    /**
     * Tries the more specific way first and comes back when it leads nowhere. Each node is tried once at most, whatever the
     * path looks like, because there is only one way to it.
     *
     * @param slash where the next segment's slash is, or {@code to} when the path ends here
     */
    @Nullable T find(String path, int slash, int to, HttpServletRequest request) {
        if (slash == to) {
            T found = conditionalExact == null ? null : conditionalExact.find(request);
            if (found == null) {
                found = exact;
            }
            return found != null ? found : belowHere(request);
        }
        int start = slash + 1;
        int end = start;
        int hash = 0;
        for (char c; end < to && (c = path.charAt(end)) != '/'; end++) {
            hash = SegmentMap.hash(hash, c);
        }
        TrieNode<T> literal = children.get(path, start, end, hash);
        T found = literal == null ? null : literal.find(path, end, to, request);
        if (found == null && any != null && end > start) {
            found = any.find(path, end, to, request);
        }
        return found != null ? found : belowHere(request);
    }

    private @Nullable T belowHere(HttpServletRequest request) {
        T found = conditionalPrefix == null ? null : conditionalPrefix.find(request);
        return found != null ? found : prefix;
    }
}
