package io.breakwater.internal.policy;

import io.breakwater.internal.config.Priority;

/** What is asked of an exchange where not all can be let in, and only there. */
public interface Sheddable {

    /** Returns the priority of the exchange. */
    Priority priority();

    /** Returns whether the exchange is let in whatever the limits say. */
    boolean isNeverShed();
}
