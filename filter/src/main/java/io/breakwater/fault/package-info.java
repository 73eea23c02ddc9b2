/**
 * Failures of a downstream, as plain values: the faults, how far the request got, and the rules by which an app maps its own
 * exceptions to faults. Imports the JDK only.
 */
@NullMarked
package io.breakwater.fault;

import org.jspecify.annotations.NullMarked;
