package io.breakwater.internal.route;

import io.breakwater.internal.pattern.PathPattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a {@link TrieNode}. Not thread-safe. */
final class TrieBuilder<T> {

    private final Map<String, TrieBuilder<T>> children = new HashMap<>();
    private @Nullable T exact;
    private @Nullable T prefix;
    private final ConditionalRoutes.Builder<T> conditionalExact = new ConditionalRoutes.Builder<>();
    private final ConditionalRoutes.Builder<T> conditionalPrefix = new ConditionalRoutes.Builder<>();

    /** Returns the node at the end of these segments, created when there was none. */
    TrieBuilder<T> at(List<String> segments) {
        TrieBuilder<T> node = this;
        for (String segment : segments) {
            node = node.children.computeIfAbsent(segment, s -> new TrieBuilder<>());
        }
        return node;
    }

    /** Maps the path that ends here to {@code value}; returns false when it was already mapped. */
    boolean exact(T value) {
        boolean first = exact == null;
        exact = value;
        return first;
    }

    /** Maps this path and all paths below it to {@code value}; returns false when they were already mapped. */
    boolean prefix(T value) {
        boolean first = prefix == null;
        prefix = value;
        return first;
    }

    /** Returns the builder of the conditional routes of the path that ends here. */
    ConditionalRoutes.Builder<T> conditionalExact() {
        return conditionalExact;
    }

    /** Returns the builder of the conditional routes of this path and all paths below it. */
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
