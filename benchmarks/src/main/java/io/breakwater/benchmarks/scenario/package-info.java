/** What is tried, one class each. A new scenario is a class, and its line in {@link Scenarios}. */
@NullMarked
package io.breakwater.benchmarks.scenario;

import org.jspecify.annotations.NullMarked;
