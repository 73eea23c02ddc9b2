package io.breakwater.internal.exchange;

import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Verdict;
import io.breakwater.observe.ExchangeReport.SuppressedAction;
import java.util.Optional;

/** Whether the guard acts on an exchange, or only notes what it would do. */
interface GuardMode {

    /**
     * What would have been done.
     *
     * @param action empty for nothing
     * @param failure what it would have been done about; empty for the app's own exception, and for a planned break
     */
    record Noted(Optional<SuppressedAction> action, Optional<Outcome.Failed> failure) {

        boolean isRefusal() {
            return action.filter(known -> known == SuppressedAction.REFUSE || known == SuppressedAction.MAINTENANCE)
                    .isPresent();
        }
    }

    /** Returns whether the guard may change what the app and the container do. */
    boolean acts();

    /** Returns the verdict that is carried out in place of one that was passed. */
    Verdict toCarryOut(Verdict verdict, Outcome outcome);

    /** Decides what is done about a request that a breaker or the limit does not let through, as below. */
    default boolean refuses(Verdict.Refuse verdict) {
        return refuses(verdict, verdict.failure());
    }

    /**
     * Decides what is done about a request that is not let through.
     *
     * @return whether it is refused, and does not only go on without a permit
     */
    boolean refuses(Verdict verdict, Outcome outcome);

    /**
     * Notes a verdict that is not carried out, if it is the first; to be called where the guard does not act.
     *
     * @return whether it is the first
     */
    boolean note(Verdict verdict, Outcome outcome);

    /** Returns what was noted first; empty where the guard acts. */
    Optional<Noted> noted();
}
