package io.breakwater.internal.route;

import io.breakwater.internal.config.BreakwaterSettings;
import io.breakwater.internal.config.RouteConditions;
import io.breakwater.internal.config.RouteSettings;
import io.breakwater.internal.pattern.PathPattern;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the most specific route for a request: by its path, in the order of {@link PathPattern}, and among routes of one
 * pattern by their conditions, in the order of {@link RouteConditions.Alternative}. When a request meets no conditions of a
 * pattern, and no route has the pattern without conditions, the next most specific pattern is tried.
 *
 * <p>Immutable and thread-safe. A look-up allocates nothing, and its time depends on the length of the path rather than on
 * the number of patterns: they form a trie of segments, in which only a wildcard beside a literal segment makes a look-up
 * try two branches. The conditions of one pattern are tried one after the other.
 *
 * @param <T> what a route maps to
 */
public final class RouteTable<T> {

    private final TrieNode<T> root;
    /** Each extension has its own root, because an extension has no segments. */
    private final SegmentMap<TrieNode<T>> extensions;

    private final TrieNode<T> catchAll;
    private final T otherwise;

    private RouteTable(Builder<T> builder) {
        this.root = builder.root.freeze();
        Map<String, TrieNode<T>> frozen = new HashMap<>();
        builder.extensions.forEach((extension, node) -> frozen.put(extension, node.freeze()));
        this.extensions = SegmentMap.of(frozen);
        this.catchAll = builder.catchAll.freeze();
        this.otherwise = builder.otherwise;
    }

    /**
     * Returns the table of all configured routes.
     *
     * @param made called once for each route and once for the defaults, which match every path that no route matches
     * @throws IllegalArgumentException when a pattern is malformed or duplicate, which the settings loader rules out
     */
    public static <T> RouteTable<T> of(BreakwaterSettings settings, Function<? super RouteSettings, ? extends T> made) {
        Builder<T> builder = builder(made.apply(settings.defaults()));
        for (RouteSettings route : settings.routes()) {
            T value = made.apply(route);
            route.paths().forEach(path -> builder.add(PathPattern.parse(path), route.conditions(), value));
        }
        return builder.build();
    }

    /** Returns a table of which paths one of the patterns matches. */
    public static RouteTable<Boolean> ofPatterns(List<String> patterns) {
        Builder<Boolean> builder = builder(false);
        patterns.forEach(pattern -> builder.add(PathPattern.parse(pattern), true));
        return builder.build();
    }

    /** Returns a builder of a table that maps to {@code otherwise} where no pattern matches. */
    public static <T> Builder<T> builder(T otherwise) {
        return new Builder<>(otherwise);
    }

    /**
     * Finds the route for a whole path.
     *
     * @param path a decoded path within the context; empty counts as {@code /}
     * @param request the request to check conditions against
     */
    public T find(String path, HttpServletRequest request) {
        return find(path, 0, path.length(), request);
    }

    /**
     * Finds the route for a part of a request URI.
     *
     * @param uri a URI that {@link #isPlain(String, int, int) is plain} in this part, or a decoded path
     * @param from where the path within the context begins, at its slash
     * @param to where it ends; {@code from} for an empty path
     * @param request the request to check conditions against
     */
    public T find(String uri, int from, int to, HttpServletRequest request) {
        // A request line may hold "*" instead of a path (OPTIONS), which has no segments.
        boolean isPath = from != to && uri.charAt(from) == '/';
        T found = isPath ? root.find(uri, from, to, request) : null;
        if (found == null && isPath) {
            TrieNode<T> extension = findExtension(uri, from, to);
            found = extension == null ? null : extension.find(uri, to, to, request);
        }
        if (found == null) {
            found = catchAll.find(uri, to, to, request);
        }
        return found != null ? found : otherwise;
    }

    private @Nullable TrieNode<T> findExtension(String uri, int from, int to) {
        if (extensions.isEmpty()) {
            return null;
        }
        int hash = 0;
        int afterDot = -1;
        for (int i = from; i < to; i++) {
            char c = uri.charAt(i);
            if (c == '/') {
                afterDot = -1;
            } else if (c == '.') {
                afterDot = i + 1;
                hash = 0;
            } else {
                hash = SegmentMap.hash(hash, c);
            }
        }
        return afterDot < 0 ? null : extensions.get(uri, afterDot, to, hash);
    }

    /** Returns {@link #isPlain(String, int, int)} for a whole URI. */
    public static boolean isPlain(String uri) {
        return isPlain(uri, 0, uri.length());
    }

    /**
     * Returns whether this part of a raw request URI equals the container's decoded path. When it does not, because of
     * encoded characters, parameters of a segment, or empty or dot segments, the caller uses the decoded servlet path and
     * path info instead.
     */
    public static boolean isPlain(String uri, int from, int to) {
        char previous = 0;
        for (int i = from; i < to; i++) {
            char c = uri.charAt(i);
            if (c == '%' || c == ';' || c == '\\' || c <= ' ' || c > '~') {
                return false;
            }
            if (previous == '/' && (c == '/' || (c == '.' && isDotSegment(uri, i, to)))) {
                return false;
            }
            previous = c;
        }
        return true;
    }

    private static boolean isDotSegment(String uri, int dot, int to) {
        int after = dot + 1 < to && uri.charAt(dot + 1) == '.' ? dot + 2 : dot + 1;
        return after == to || uri.charAt(after) == '/';
    }

    /**
     * Collects patterns. Not thread-safe.
     *
     * @param <T> what a route leads to
     */
    public static final class Builder<T> {
        private final TrieBuilder<T> root = new TrieBuilder<>();
        private final Map<String, TrieBuilder<T>> extensions = new HashMap<>();
        private final TrieBuilder<T> catchAll = new TrieBuilder<>();
        private final T otherwise;

        private Builder(T otherwise) {
            this.otherwise = otherwise;
        }

        /**
         * Adds one pattern without conditions.
         *
         * @throws IllegalArgumentException when an equal pattern was added before
         */
        public Builder<T> add(PathPattern pattern, T value) {
            return add(pattern, RouteConditions.NONE, value);
        }

        /**
         * Adds one pattern; the order of calls matters only among conditions that are equally specific.
         *
         * @throws IllegalArgumentException when an equal pattern was added before, and neither has conditions
         */
        public Builder<T> add(PathPattern pattern, RouteConditions conditions, T value) {
            TrieBuilder<T> node = node(pattern);
            boolean prefix = pattern instanceof PathPattern.Prefix;
            if (!conditions.isEmpty()) {
                ConditionalRoutes.Builder<T> routes = prefix ? node.conditionalPrefix() : node.conditionalExact();
                conditions.alternatives().forEach(alternative -> routes.add(alternative, value));
            } else if (!(prefix ? node.prefix(value) : node.exact(value))) {
                throw new IllegalArgumentException("the pattern " + pattern + " is there twice");
            }
            return this;
        }

        private TrieBuilder<T> node(PathPattern pattern) {
            if (pattern instanceof PathPattern.Exact exact) {
                return root.at(exact.segments());
            }
            if (pattern instanceof PathPattern.Prefix prefix) {
                return root.at(prefix.segments());
            }
            if (pattern instanceof PathPattern.Extension extension) {
                return extensions.computeIfAbsent(extension.extension(), e -> new TrieBuilder<>());
            }
            return catchAll;
        }

        /** Returns the table of the patterns added so far. */
        public RouteTable<T> build() {
            return new RouteTable<>(this);
        }
    }
}
