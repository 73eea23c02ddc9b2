/** Every trouble of a downstream through every way Java apps proxy, and the table that comes of it. */
@NullMarked
package io.breakwater.matrix;

import org.jspecify.annotations.NullMarked;
