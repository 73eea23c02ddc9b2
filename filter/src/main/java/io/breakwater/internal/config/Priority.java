package io.breakwater.internal.config;

/** Which requests are shed first where not all can be let in. */
public enum Priority {
    /** Shed last. */
    HIGH,
    NORMAL,
    /** Shed first. */
    LOW
}
