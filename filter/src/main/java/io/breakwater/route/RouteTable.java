package io.breakwater.route;

import io.breakwater.config.BreakwaterSettings;
import io.breakwater.config.PathPattern;
import io.breakwater.config.RouteSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the most specific route for a path, in the order that {@link PathPattern} lays down.
 *
 * <p>Immutable and thread-safe. A look-up allocates nothing and takes time by the path's length rather than by the number
 * of routes: patterns are kept as a tree of segments, and only a glob beside a literal segment makes it try two ways.
 *
 * @param <T> what a route leads to
 */
public final class RouteTable<T> {

    private final Node<T> root;
    private final SegmentMap<T> extensions;
    private final T catchAll;

    private RouteTable(Node<T> root, SegmentMap<T> extensions, T catchAll) {
        this.root = root;
        this.extensions = extensions;
        this.catchAll = catchAll;
    }

    /**
     * The table of all configured routes.
     *
     * @param made called once for each route and once for the defaults, which take every path that no route takes
     * @throws IllegalArgumentException when a pattern is malformed or there twice, which the settings loader rules out
     */
    public static <T> RouteTable<T> of(BreakwaterSettings settings, Function<? super RouteSettings, ? extends T> made) {
        Builder<T> builder = builder(made.apply(settings.defaults()));
        for (RouteSettings route : settings.routes()) {
            T value = made.apply(route);
            route.paths().forEach(path -> builder.add(PathPattern.parse(path), value));
        }
        return builder.build();
    }

    /** Starts a table that leads to {@code otherwise} where no pattern matches. */
    public static <T> Builder<T> builder(T otherwise) {
        return new Builder<>(otherwise);
    }

    /**
     * Finds the route for a whole path.
     *
     * @param path a decoded path within the context; empty counts as {@code /}
     */
    public T find(String path) {
        return find(path, 0, path.length());
    }

    /**
     * Finds the route for a part of a request URI.
     *
     * @param uri a URI that {@link #isPlain(String, int, int) is plain} in this part, or a decoded path
     * @param from where the path within the context begins, at its slash
     * @param to where it ends; {@code from} for an empty path
     */
    public T find(String uri, int from, int to) {
        // A request line may hold "*" instead of a path (OPTIONS): that is nobody's segment.
        if (from == to || uri.charAt(from) != '/') {
            return catchAll;
        }
        T byPath = root.find(uri, from, to);
        if (byPath != null) {
            return byPath;
        }
        T byExtension = findExtension(uri, from, to);
        return byExtension != null ? byExtension : catchAll;
    }

    private @Nullable T findExtension(String uri, int from, int to) {
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

    /** {@link #isPlain(String, int, int)} for a whole URI. */
    public static boolean isPlain(String uri) {
        return isPlain(uri, 0, uri.length());
    }

    /**
     * Whether this part of a raw request URI says the same as the container's decoded path. Where it does not, because
     * something is encoded, a segment has parameters, or there are empty or dot segments to resolve, the caller takes the
     * decoded servlet path and path info instead.
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
        private final Branch<T> root = new Branch<>();
        private final Map<String, T> extensions = new HashMap<>();
        private final T otherwise;
        private @Nullable T catchAll;

        private Builder(T otherwise) {
            this.otherwise = otherwise;
        }

        /**
         * Adds one pattern; the order of adding does not matter.
         *
         * @throws IllegalArgumentException when an equal pattern was added before
         */
        public Builder<T> add(PathPattern pattern, T value) {
            if (!isNew(pattern, value)) {
                throw new IllegalArgumentException("the pattern " + pattern + " is there twice");
            }
            return this;
        }

        private boolean isNew(PathPattern pattern, T value) {
            if (pattern instanceof PathPattern.Exact exact) {
                return root.at(exact.segments()).exact(value);
            }
            if (pattern instanceof PathPattern.Prefix prefix) {
                return root.at(prefix.segments()).prefix(value);
            }
            if (pattern instanceof PathPattern.Extension extension) {
                return extensions.putIfAbsent(extension.extension(), value) == null;
            }
            boolean first = catchAll == null;
            catchAll = value;
            return first;
        }

        /** The table of what was added so far. */
        public RouteTable<T> build() {
            return new RouteTable<>(root.freeze(), SegmentMap.of(extensions), catchAll != null ? catchAll : otherwise);
        }
    }
}
