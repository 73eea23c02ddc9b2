/** Tests of what is written and read. */
@NullMarked
package io.breakwater.fleet.wire;

import org.jspecify.annotations.NullMarked;
