/** Early warning: how near a route is to its limits by the present course. Knows the JDK, series and the log. */
@NullMarked
package io.breakwater.operations.pressure;

import org.jspecify.annotations.NullMarked;
