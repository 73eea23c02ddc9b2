/**
 * What every container must pass, as abstract test classes, and what they stand on: a container under test, the app it
 * serves, and the log lines it writes. Speaks {@code jakarta.servlet} only; the module of a container brings its adapter
 * and one subclass a contract, in which a deviation is an override with its reason.
 */
@NullMarked
package io.breakwater.contract;

import org.jspecify.annotations.NullMarked;
