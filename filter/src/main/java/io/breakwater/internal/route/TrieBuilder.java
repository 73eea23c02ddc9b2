package io.breakwater.internal.route;

import io.breakwater.internal.pattern.PathPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link TrieNode} in the making. */
final class TrieBuilder<T> {

    private final Map<String, TrieBuilder<T>> children = new HashMap<>();
    private @Nullable T exact;
    private @Nullable T prefix;
    private final ConditionalRoutes.Builder<T> conditionalExact = new ConditionalRoutes.Builder<>();
    private final ConditionalRoutes.Builder<T> conditionalPrefix = new ConditionalRoutes.Builder<>();

    /** The branch at the end of these segments, grown where there was none. */
    TrieBuilder<T> at(List<String> segments) {
        TrieBuilder<T> node = this;
        for (String segment : segments) {
            node = node.children.computeIfAbsent(segment, s -> new TrieBuilder<>());
        }
        return node;
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
    ConditionalRoutes.Builder<T> conditionalExact() {
        return conditionalExact;
    }

    /** Takes what leads somewhere under conditions from this path and all below. */
    ConditionalRoutes.Builder<T> conditionalPrefix() {
        return conditionalPrefix;
    }

    TrieNode<T> freeze() {
        Map<String, TrieNode<T>> literal = new HashMap<>();
        children.forEach((segment, node) -> literal.put(segment, node.freeze()));
        TrieNode<T> any = literal.remove(PathPattern.ANY_SEGMENT);
        return new TrieNode<>(
                SegmentMap.of(literal), any, exact, prefix, conditionalExact.build(), conditionalPrefix.build());
    }
}
