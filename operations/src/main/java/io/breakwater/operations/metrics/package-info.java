/**
 * Metrics of the filter, by Micrometer, which the app brings. Takes the events and views of {@code io.breakwater.observe}; knows
 * no registry of a vendor, and no tag whose values a client chooses.
 */
@NullMarked
package io.breakwater.operations.metrics;

import org.jspecify.annotations.NullMarked;
