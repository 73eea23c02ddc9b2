package io.breakwater.internal.route;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A node in the trie of path segments. Immutable.
 *
 * @param children the nodes of literal next segments
 * @param any the node of a wildcard next segment
 * @param exact the value of a path that ends here
 * @param prefix the value of a path that ends here or below
 * @param conditionalExact as {@code exact}, under conditions, which are tried first
 * @param conditionalPrefix as {@code prefix}, under conditions, which are tried first
 */
record TrieNode<T>(
        SegmentMap<TrieNode<T>> children,
        @Nullable TrieNode<T> any,
        @Nullable T exact,
        @Nullable T prefix,
        @Nullable ConditionalRoutes<T> conditionalExact,
        @Nullable ConditionalRoutes<T> conditionalPrefix) {

    /**
     * Tries the more specific branch first and backtracks when it has no value. Each node is tried at most once, whatever
     * the path, because only one branch leads to it.
     *
     * @param slash the index of the next segment's slash, or {@code to} when the path ends here
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
