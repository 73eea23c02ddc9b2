package io.breakwater.internal.fault;

import io.breakwater.fault.Fault;

/**
 * What a row of the tables makes of an exception.
 *
 * @param status the status for the visitor: the fault's own, or the one the downstream gave
 */
record Classification(Fault fault, int status) {

    static Classification of(Fault fault) {
        return new Classification(fault, fault.status());
    }

    /** The downstream answered with that status. */
    static Classification ofStatus(int status) {
        return new Classification(Fault.DOWNSTREAM_STATUS, status);
    }
}
