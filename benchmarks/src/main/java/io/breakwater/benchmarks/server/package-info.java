/** What is measured, and what stands behind it, each in a JVM of its own. Knows nothing of who measures. */
@NullMarked
package io.breakwater.benchmarks.server;

import org.jspecify.annotations.NullMarked;
