package io.breakwater.internal.exchange;

import io.breakwater.internal.wrapper.GuardedExchange;
import org.jspecify.annotations.Nullable;

/**
 * The exchange whose code runs on this thread, for code that has no request at hand. A thread keeps an empty place rather than
 * none: so a request costs one look and two writes. The place is an array of the JDK's own, which holds no web app once it is
 * empty.
 */
final class CurrentExchange {

    private static final ThreadLocal<@Nullable Object[]> PLACE = ThreadLocal.withInitial(() -> new Object[1]);

    private CurrentExchange() {}

    static @Nullable GuardedExchange get() {
        return (GuardedExchange) PLACE.get()[0];
    }

    /** Where this thread keeps it; whoever puts another there puts back what there was. */
    static @Nullable Object[] place() {
        return PLACE.get();
    }
}
