package io.breakwater.internal.util;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells of what has begun, changed or ended under each name, once for each change, however many find it at one time. Thread-safe.
 * Internal between rooms.
 *
 * @param <T> what there is under a name
 */
public final class Announcements<T> {

    private final BiPredicate<T, T> alike;
    private final Consumer<T> begun;
    private final Consumer<T> ended;
    private final Map<String, T> told = new ConcurrentHashMap<>();

    /**
     * @param alike whether two are the same to those who are told; not the {@code equals} of a record, which would keep our class loader (see
     *     RATIONALE)
     * @param begun hears of what has begun, and of another in its place
     * @param ended hears of what is over
     */
    public Announcements(BiPredicate<T, T> alike, Consumer<T> begun, Consumer<T> ended) {
        this.alike = alike;
        this.begun = begun;
        this.ended = ended;
    }

    /** Returns what was told of last under a name; null for nothing, and for what was over. */
    public @Nullable T last(String name) {
        return told.get(name);
    }

    /** Tells of what there is now, null for nothing, unless that has been told. */
    public void tell(String name, @Nullable T now) {
        if (isKnown(told.get(name), now)) {
            return;
        }
        T before;
        synchronized (told) {
            before = told.get(name);
            if (isKnown(before, now)) {
                return;
            }
            if (now == null) {
                told.remove(name);
            } else {
                told.put(name, now);
            }
        }
        if (now != null) {
            begun.accept(now);
        } else if (before != null) {
            ended.accept(before);
        }
    }

    private boolean isKnown(@Nullable T before, @Nullable T now) {
        if (before == null || now == null) {
            return before == null && now == null;
        }
        return alike.test(before, now);
    }

    /** Tells of the end of what is under any other name. */
    public void retain(Set<String> names) {
        told.keySet().stream().filter(name -> !names.contains(name)).forEach(name -> tell(name, null));
    }
}
