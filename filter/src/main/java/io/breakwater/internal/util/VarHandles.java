package io.breakwater.internal.util;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Finds fields for what {@code volatile} alone cannot do: compare-and-set, and writes without a fence where nobody else can
 * see the object yet. An exchange has a dozen such fields, and a fence costs as much as twenty plain writes.
 */
public final class VarHandles {

    private VarHandles() {}

    /**
     * The field called {@code name} of the class that asks.
     *
     * @param caller the class's own
     * @param type the field's, as it is declared
     */
    public static VarHandle of(MethodHandles.Lookup caller, String name, Class<?> type) {
        try {
            return caller.findVarHandle(caller.lookupClass(), name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
