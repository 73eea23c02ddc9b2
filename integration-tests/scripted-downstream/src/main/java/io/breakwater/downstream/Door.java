package io.breakwater.downstream;

/** How a downstream meets a connection, before any request is read. */
public enum Door {
    /** Connections are taken and requests read. */
    OPEN,
    /** Nobody listens. */
    SHUT,
    /** Connections are taken and ended at once. */
    SLAMMED
}
