package io.breakwater.internal.inject;

import io.breakwater.fault.Fault;
import java.io.IOException;

/** Stands for the exception that a client of the downstream's would have thrown. Internal between rooms. */
public final class InjectedFailure extends IOException {

    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** @param fault what it is to be read as */
    public InjectedFailure(Fault fault) {
        super("injected: " + fault.token());
        this.fault = fault;
    }

    /** What it is read as. */
    public Fault fault() {
        return fault;
    }
}
