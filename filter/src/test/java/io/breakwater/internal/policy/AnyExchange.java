package io.breakwater.internal.policy;

import io.breakwater.internal.config.Priority;

/** An exchange that may be shed. */
record AnyExchange(Priority priority, boolean isNeverShed) implements Sheddable {}
