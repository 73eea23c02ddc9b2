package io.breakwater.internal.policy;

import io.breakwater.fault.Fault;
import java.util.EnumMap;
import java.util.Map;

/** The errors for Resilience4j's own listeners: the fault, without a stack trace, which would say nothing. */
final class FaultErrors {

    private static final Map<Fault, FaultError> ERRORS = errors();

    private FaultErrors() {}

    static Throwable of(Fault fault) {
        return ERRORS.getOrDefault(fault, new FaultError(fault));
    }

    private static Map<Fault, FaultError> errors() {
        Map<Fault, FaultError> errors = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            errors.put(fault, new FaultError(fault));
        }
        return errors;
    }

    private static final class FaultError extends Exception {
        FaultError(Fault fault) {
            super(fault.token(), null, false, false);
        }
    }
}
