/**
 * What went wrong with a downstream, as plain values: {@link io.breakwater.fault.Fault}, how an exception is read as one,
 * and what an attempt came to. Knows nothing of servlets, of Resilience4j or of any other room: it imports the JDK only.
 */
@NullMarked
package io.breakwater.internal.fault;

import org.jspecify.annotations.NullMarked;
