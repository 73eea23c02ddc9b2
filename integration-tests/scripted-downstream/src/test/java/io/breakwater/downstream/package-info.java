/** Every behaviour as it is seen on the wire. */
@NullMarked
package io.breakwater.downstream;

import org.jspecify.annotations.NullMarked;
