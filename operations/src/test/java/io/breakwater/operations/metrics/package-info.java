/** Holds the meters to what a real registry exposes, and dashboard, alerts and documents to the meters. */
@NullMarked
package io.breakwater.operations.metrics;

import org.jspecify.annotations.NullMarked;
