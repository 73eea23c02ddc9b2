package io.breakwater.contract.app;

import io.breakwater.fault.Fault;
import io.breakwater.fault.FaultRule;
import java.util.Optional;

/** A user's own row, for a client that nobody else has; found by name in {@code META-INF/services}. */
public final class HarbourRule implements FaultRule {
    /** What that client throws. */
    public static final class HarbourFullException extends RuntimeException {}

    @Override
    public Optional<Fault> faultOf(Throwable cause) {
        return cause instanceof HarbourFullException ? Optional.of(Fault.POOL_EXHAUSTED) : Optional.empty();
    }
}
