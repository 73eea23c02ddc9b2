/** The last quarter of an hour of each route in numbers. Knows the JDK only. */
@NullMarked
package io.breakwater.operations.series;

import org.jspecify.annotations.NullMarked;
