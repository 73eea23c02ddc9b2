package io.breakwater.internal.container;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.FilterChain;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Makes the rest of a chain run again, every filter of it. Some containers build their chains of links, and a link can be called
 * twice. Another's chain keeps a cursor, which stays at the chain's end: a second call would skip the filters behind ours, so
 * the cursor is put back to where it stood. What is not known to work counts as not working.
 *
 * <p>Thread-safe. A web app has chains of one class, so one is remembered.
 */
public final class FilterChainRestart {

    /** The place of a chain that needs none. */
    static final int NO_PLACE = -1;

    private static final Logger LOG = Logs.of(FilterChainRestart.class);

    private record Seen(Class<?> type, ChainKind kind) {}

    private volatile @Nullable Seen last;
    /** The last class of chains that can't be called again; null while there was none. */
    private volatile @Nullable Class<?> unknown;

    private final AtomicBoolean told = new AtomicBoolean();

    /** Returns where a chain stands, for {@link #rewind}; to be asked before the chain is called. */
    public int place(FilterChain chain) {
        return kindOf(chain) instanceof ChainKind.Cursor cursor
                ? (int) cursor.field().get(chain)
                : NO_PLACE;
    }

    /** Returns whether a chain can be called again. */
    public boolean isPossible(FilterChain chain) {
        return !(kindOf(chain) instanceof ChainKind.Unknown);
    }

    /** Puts a chain back to where it stood, so that its next call runs every filter again. */
    public void rewind(FilterChain chain, int place) {
        if (kindOf(chain) instanceof ChainKind.Cursor cursor) {
            cursor.field().set(chain, place);
        }
    }

    /** An attempt was due and could not be made. */
    public void tellOnce() {
        Class<?> chain = unknown;
        if (chain != null && told.compareAndSet(false, true)) {
            LOG.warn(
                    "no retries: the filter chain {} is not known to run twice; register the filter with the container itself,"
                            + " or set breakwater.retry.max-attempts=1 to silence this (told once)",
                    chain.getName());
        }
    }

    private ChainKind kindOf(FilterChain chain) {
        Seen known = last;
        Class<?> type = chain.getClass();
        if (known == null || known.type() != type) {
            known = new Seen(type, Containers.owning(type).chainKind(type));
            last = known;
            if (known.kind() instanceof ChainKind.Unknown) {
                unknown = type;
            }
        }
        return known.kind();
    }
}
