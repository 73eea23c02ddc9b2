package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.fault.FaultRule;
import io.breakwater.internal.log.Logs;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/** A user's rule that cannot harm: when it throws, it has nothing to say. Thread-safe if the rule is. */
final class SafeFaultRule implements FaultRule {

    private static final Logger LOG = Logs.of(SafeFaultRule.class);

    private final FaultRule rule;
    private final AtomicBoolean told = new AtomicBoolean();

    SafeFaultRule(FaultRule rule) {
        this.rule = rule;
    }

    @Override
    public Optional<Fault> faultOf(Throwable cause) {
        try {
            return Objects.requireNonNull(rule.faultOf(cause), "a fault rule gave null for an Optional");
        } catch (RuntimeException | LinkageError e) {
            if (told.compareAndSet(false, true)) {
                LOG.warn(
                        "fault rule {} threw and is left out of account; further times are not logged",
                        rule.getClass().getName(),
                        e);
            }
            return Optional.empty();
        }
    }
}
