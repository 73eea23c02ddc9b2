/**
 * Settings: immutable records, the keys that fill them, and the binder that reads properties and checks them once. Knows
 * {@code fault} for the names a retry may list; nothing of servlets or of Resilience4j.
 */
@NullMarked
package io.breakwater.config;

import org.jspecify.annotations.NullMarked;
