/**
 * What is remembered of an engine, assembled: recent exchanges, incidents, series and early warning, and the settings of all of it.
 * Knows the filter's API and the rooms of what is remembered; the rooms that show it know this one.
 */
@NullMarked
package io.breakwater.operations;

import org.jspecify.annotations.NullMarked;
