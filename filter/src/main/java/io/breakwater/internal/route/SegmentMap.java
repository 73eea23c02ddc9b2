package io.breakwater.internal.route;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map with text keys that can be looked up by a part of a longer text, without a substring. Open addressing, at most half
 * full. Immutable.
 */
final class SegmentMap<V> {

    private record Slot<V>(int hash, String key, V value) {}

    private final @Nullable Slot<V>[] slots;
    private final int size;

    private SegmentMap(@Nullable Slot<V>[] slots, int size) {
        this.slots = slots;
        this.size = size;
    }

    static <V> SegmentMap<V> of(Map<String, V> values) {
        int capacity = Integer.highestOneBit(Math.max(1, values.size())) * 4;
        // Java cannot create arrays of generic types in a checked way; this array never leaves the class.
        @SuppressWarnings({"unchecked", "rawtypes"})
        @Nullable Slot<V>[] slots = new Slot[capacity];
        values.forEach((key, value) -> {
            int hash = 0;
            for (int i = 0; i < key.length(); i++) {
                hash = hash(hash, key.charAt(i));
            }
            int at = index(hash, capacity);
            while (slots[at] != null) {
                at = (at + 1) & (capacity - 1);
            }
            slots[at] = new Slot<>(hash, key, value);
        });
        return new SegmentMap<>(slots, values.size());
    }

    /** Returns the hash of a text that is one character longer; the hash of the empty text is 0. */
    static int hash(int hash, char c) {
        return 31 * hash + c;
    }

    private static int index(int hash, int capacity) {
        return (hash ^ (hash >>> 16)) & (capacity - 1);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns the value of the key that {@code text} contains from {@code from} to {@code to}, or null. */
    @Nullable V get(String text, int from, int to, int hash) {
        int at = index(hash, slots.length);
        for (Slot<V> slot = slots[at]; slot != null; slot = slots[at]) {
            if (slot.hash == hash && slot.key.length() == to - from && text.startsWith(slot.key, from)) {
                return slot.value;
            }
            at = (at + 1) & (slots.length - 1);
        }
        return null;
    }
}
