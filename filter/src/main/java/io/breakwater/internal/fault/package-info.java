/**
 * Classifies failures of a downstream: maps exceptions to {@link io.breakwater.fault.Fault}, and describes the outcome of an
 * attempt. Knows nothing of servlets, of Resilience4j or of any other room: imports the JDK only.
 */
@NullMarked
package io.breakwater.internal.fault;

import org.jspecify.annotations.NullMarked;
