package io.breakwater.fault;

import java.util.Optional;

/**
 * A row of one's own in the table that reads exceptions as faults: for a client that the built-in rows do not know, or to
 * read one differently. Found by {@link java.util.ServiceLoader} through the web app's class loader, or added with
 * {@code Breakwater.builder().faultRule(…)}. Must be thread-safe.
 *
 * <p>A rule that throws is logged once and left out of account.
 */
@FunctionalInterface
public interface FaultRule {

    /**
     * What {@code cause} tells by itself: rules are asked about each exception of a cause chain, the innermost first, and
     * before the built-in rows.
     *
     * <p>A fault whose {@link Fault#reach} is {@link Reach#NOT_SENT} lets a POST be sent again. Give it only for what proves
     * that the downstream got nothing.
     *
     * @return the fault; empty when it is for others to say
     */
    Optional<Fault> faultOf(Throwable cause);
}
