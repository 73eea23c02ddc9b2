package io.breakwater.internal.container;

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
}
