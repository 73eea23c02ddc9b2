/** Shapes of traffic on a virtual clock, and what laws that limit concurrency make of them. */
@NullMarked
package io.breakwater.benchmarks.shape;

import org.jspecify.annotations.NullMarked;
