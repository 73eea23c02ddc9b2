package io.breakwater.internal.exchange;

import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.policy.Verdict;
import java.util.Optional;

/** Whether the guard acts on an exchange, or only notes what it would do. */
sealed interface GuardMode permits ActiveGuard, DryRun {

    /** Returns whether the guard may change what the app and the container do. */
    boolean acts();

    /** Returns the verdict that is carried out in place of one that was passed. */
    Verdict toCarryOut(Verdict verdict, Outcome outcome);

    /**
     * Decides what is done about a request that is not let through.
     *
     * @return whether it is refused, and does not only go on without a permit
     */
    boolean refuses(Verdict.Refuse verdict);

    /** Notes how an attempt ended that the container answers. */
    void ended(Exchange exchange, Attempt attempt, Outcome outcome);

    /**
     * Decides what is done about an attempt whose time is up. To be called while the app is kept out of the response.
     *
     * @return whether the response is taken from the app
     */
    boolean takesOver(Exchange exchange, Attempt attempt, Fault fault);

    /** Returns what was noted first; empty where the guard acts. */
    Optional<DryRun.Noted> noted();
}
