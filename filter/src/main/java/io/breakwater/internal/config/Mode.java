package io.breakwater.internal.config;

/** Whether the guard does what it decides. */
public enum Mode {
    /** It does. */
    GUARD,
    /** It decides and records everything, and does nothing but give the correlation id. */
    OBSERVE
}
