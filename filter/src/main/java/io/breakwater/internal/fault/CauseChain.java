package io.breakwater.internal.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Lists an exception and its causes. Stateless and thread-safe. */
public final class CauseChain {

    /** A deeper chain is taken for an endless one. */
    private static final int MAX_DEPTH = 32;

    private CauseChain() {}

    /** Returns {@code thrown} and its causes, the outermost first. */
    public static List<Throwable> of(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable cause = thrown;
        while (cause != null && chain.size() < MAX_DEPTH && seen.add(cause)) {
            chain.add(cause);
            cause = cause.getCause();
        }
        return chain;
    }

    /** Returns the innermost cause, or {@code thrown} when it has none. */
    public static Throwable root(Throwable thrown) {
        List<Throwable> chain = of(thrown);
        return chain.get(chain.size() - 1);
    }

    /** Returns whether the chains have an exception in common, by identity. */
    public static boolean share(Throwable one, Throwable other) {
        List<Throwable> others = of(other);
        return of(one).stream().anyMatch(mine -> others.stream().anyMatch(theirs -> theirs == mine));
    }
}
