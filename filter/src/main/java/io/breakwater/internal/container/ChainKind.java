package io.breakwater.internal.container;

import io.breakwater.internal.log.Logs;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** How the rest of a filter chain can be run again. */
sealed interface ChainKind {

    /** It is not known how. */
    ChainKind UNKNOWN = new Unknown();

    /** The chain is made of links, and a link can be called twice. */
    ChainKind LINKED = new Linked();

    /** See {@link #UNKNOWN}. */
    record Unknown() implements ChainKind {}

    /** See {@link #LINKED}. */
    record Linked() implements ChainKind {}

    /**
     * The chain has a cursor, which stays at the chain's end and has to be put back.
     *
     * @param field the cursor, an int
     */
    record Cursor(VarHandle field) implements ChainKind {}

    /**
     * Returns the kind of a chain whose cursor is in a field, or {@link #UNKNOWN} where the field can't be reached, as in
     * another version or in a closed module: then nothing is retried, which is logged when a retry is due.
     *
     * @param chain the chain's class
     * @param field the name of the field, an int
     */
    static ChainKind withCursor(Class<?> chain, String field) {
        try {
            return new Cursor(MethodHandles.privateLookupIn(chain, MethodHandles.lookup())
                    .findVarHandle(chain, field, int.class));
        } catch (ReflectiveOperationException | SecurityException e) {
            Logs.of(ChainKind.class).debug("the cursor of {} can't be reached", chain, e);
            return UNKNOWN;
        }
    }
}
