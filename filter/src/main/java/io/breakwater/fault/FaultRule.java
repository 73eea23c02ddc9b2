package io.breakwater.fault;

import java.util.Optional;

/**
 * A rule that maps an exception to a fault: for a client that the built-in rules do not know, or to map an exception
 * differently. Found by {@link java.util.ServiceLoader} through the web app's class loader, or added with {@code
 * Breakwater.builder().faultRule(…)}. Must be thread-safe.
 *
 * <p>A rule that throws is logged once and ignored.
 */
@FunctionalInterface
public interface FaultRule {

    /**
     * Returns the fault of a single exception. Called for each exception of a cause chain, the innermost first, and before
     * the built-in rules.
     *
     * <p>A fault whose {@link Fault#reach} is {@link Reach#NOT_SENT} allows a POST to be resent. Return it only for an
     * exception that proves that the downstream received nothing.
     *
     * @return the fault; empty to leave the decision to other rules
     */
    Optional<Fault> faultOf(Throwable cause);
}
