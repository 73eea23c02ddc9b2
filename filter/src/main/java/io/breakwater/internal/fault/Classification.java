package io.breakwater.internal.fault;

import io.breakwater.fault.Fault;

/**
 * The fault that a row of the tables assigns to an exception. Immutable.
 *
 * @param status the status of the response: the fault's own, or the downstream's
 */
record Classification(Fault fault, int status) {

    static Classification of(Fault fault) {
        return new Classification(fault, fault.status());
    }

    /** Returns the classification of a downstream that responded with {@code status}. */
    static Classification ofStatus(int status) {
        return new Classification(Fault.DOWNSTREAM_STATUS, status);
    }
}
