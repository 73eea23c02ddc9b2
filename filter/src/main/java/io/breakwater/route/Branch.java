package io.breakwater.route;

import io.breakwater.config.PathPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link Node} in the making. */
final class Branch<T> {

    private final Map<String, Branch<T>> children = new HashMap<>();
    private @Nullable T exact;
    private @Nullable T prefix;
    private final Stop.Builder<T> narrowedExact = new Stop.Builder<>();
    private final Stop.Builder<T> narrowedPrefix = new Stop.Builder<>();

    /** The branch at the end of these segments, grown where there was none. */
    Branch<T> at(List<String> segments) {
        Branch<T> branch = this;
        for (String segment : segments) {
            branch = branch.children.computeIfAbsent(segment, s -> new Branch<>());
        }
        return branch;
    }

    /** Lets the path that ends here lead to {@code value}; false when another had the place. */
    boolean exact(T value) {
        boolean first = exact == null;
        exact = value;
        return first;
    }

    /** Lets this path and all below lead to {@code value}; false when another had the place. */
    boolean prefix(T value) {
        boolean first = prefix == null;
        prefix = value;
        return first;
    }

    /** Takes what leads somewhere under conditions from the path that ends here. */
    Stop.Builder<T> narrowedExact() {
        return narrowedExact;
    }

    /** Takes what leads somewhere under conditions from this path and all below. */
    Stop.Builder<T> narrowedPrefix() {
        return narrowedPrefix;
    }

    Node<T> freeze() {
        Map<String, Node<T>> literal = new HashMap<>();
        children.forEach((segment, branch) -> literal.put(segment, branch.freeze()));
        Node<T> any = literal.remove(PathPattern.ANY_SEGMENT);
        return new Node<>(SegmentMap.of(literal), any, exact, prefix, narrowedExact.build(), narrowedPrefix.build());
    }
}
