package io.breakwater.fault;

/**
 * What a row of the tables makes of an exception.
 *
 * @param status the status for the visitor: the fault's own, or the one the downstream gave
 */
record Finding(Fault fault, int status) {

    static Finding of(Fault fault) {
        return new Finding(fault, fault.status());
    }

    /** The downstream answered with that status. */
    static Finding ofStatus(int status) {
        return new Finding(Fault.DOWNSTREAM_STATUS, status);
    }
}
