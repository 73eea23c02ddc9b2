/** The filter that a competent user writes in an afternoon on Resilience4j's decorators, to measure beside. Knows nothing of ours. */
@NullMarked
package io.breakwater.benchmarks.naive;

import org.jspecify.annotations.NullMarked;
