/** Who is measured beside whom: each starts in a process of its own. A new peer is a class, and its line in {@link Peers}. */
@NullMarked
package io.breakwater.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
