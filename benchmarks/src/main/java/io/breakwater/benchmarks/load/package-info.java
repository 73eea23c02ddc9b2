/** Clients by the hundred: who asks, how often, and how long the answers took. Knows HTTP, and nothing of what is asked. */
@NullMarked
package io.breakwater.benchmarks.load;

import org.jspecify.annotations.NullMarked;
