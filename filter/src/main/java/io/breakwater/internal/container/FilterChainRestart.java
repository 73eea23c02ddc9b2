package io.breakwater.internal.container;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.FilterChain;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Makes the rest of a chain run again, every filter of it. Jetty and Undertow build their chains of links, and a link can be
 * called twice. Tomcat's keeps a cursor, which stays at the chain's end: a second call would skip the filters behind ours,
 * so the cursor is put back to where it stood. What is not known to work counts as not working.
 *
 * <p>Thread-safe. A web app has chains of one class, so one is remembered.
 */
public final class FilterChainRestart {

    /** The place of a chain that needs none. */
    static final int NO_PLACE = -1;

    private static final Logger LOG = Logs.of(FilterChainRestart.class);
    private static final List<String> LINKED = List.of("org.eclipse.jetty.", "io.undertow.");
    private static final String TOMCATS = "org.apache.catalina.core.ApplicationFilterChain";
    /** There in every release of Tomcat 10.1 and 11.0 so far; where it is not, nothing is retried. */
    private static final String TOMCATS_CURSOR = "pos";

    private record Kind(Class<?> type, boolean linked, @Nullable VarHandle cursor) {}

    private volatile @Nullable Kind lastSeen;
    private final AtomicBoolean told = new AtomicBoolean();

    /** Where {@code chain} stands, for {@link #rewind}; to be asked before it is called. */
    public int place(FilterChain chain) {
        VarHandle cursor = kindOf(chain).cursor();
        return cursor == null ? NO_PLACE : (int) cursor.get(chain);
    }

    public boolean isPossible(FilterChain chain) {
        Kind kind = kindOf(chain);
        return kind.linked() || kind.cursor() != null;
    }

    /** Puts {@code chain} back to where it stood, so that its next call runs every filter again. */
    public void rewind(FilterChain chain, int place) {
        VarHandle cursor = kindOf(chain).cursor();
        if (cursor != null) {
            cursor.set(chain, place);
        }
    }

    /** A retry was due and could not be made. */
    public void tellOnce(FilterChain chain) {
        if (told.compareAndSet(false, true)) {
            LOG.warn(
                    "no retries: the filter chain {} is not known to run twice; register the filter with the container itself,"
                            + " or set breakwater.retry.max-attempts=1 to silence this (told once)",
                    chain.getClass().getName());
        }
    }

    private Kind kindOf(FilterChain chain) {
        Kind known = lastSeen;
        Class<?> type = chain.getClass();
        if (known == null || known.type() != type) {
            known = new Kind(type, isLinked(type), cursorOf(type).orElse(null));
            lastSeen = known;
        }
        return known;
    }

    private static boolean isLinked(Class<?> type) {
        return LINKED.stream().anyMatch(type.getName()::startsWith);
    }

    private static Optional<VarHandle> cursorOf(Class<?> type) {
        if (!type.getName().equals(TOMCATS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findVarHandle(type, TOMCATS_CURSOR, int.class));
        } catch (ReflectiveOperationException | SecurityException e) {
            // Another Tomcat, or one in a module that does not let us in: no retries, which will be told when one is
            // due.
            LOG.debug("the cursor of {} can't be reached", type, e);
            return Optional.empty();
        }
    }
}
