/** Replicas of one app that tell each other of an outage. Knows the filter's API and what the console wants to know. */
@NullMarked
package io.breakwater.fleet;

import org.jspecify.annotations.NullMarked;
