/** What the filter costs, measured with JMH around stubs that answer like a container's objects and do nothing else. */
@NullMarked
package io.breakwater.benchmarks;

import org.jspecify.annotations.NullMarked;
