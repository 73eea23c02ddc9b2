/**
 * What every container must pass, as test classes, and what they stand on: a container under test, the app it serves, and the log
 * lines it writes. Speaks {@code jakarta.servlet} only; the module of a container names its {@link
 * io.breakwater.contract.ContainerUnderTest} as a service, which tells where it deviates and why, and runs each class of a name that
 * ends in {@code Contract} and that is not abstract.
 */
@NullMarked
package io.breakwater.contract;

import org.jspecify.annotations.NullMarked;
