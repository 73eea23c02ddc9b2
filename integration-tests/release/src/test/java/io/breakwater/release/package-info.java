/** Looks at what would be published. */
@NullMarked
package io.breakwater.release;

import org.jspecify.annotations.NullMarked;
