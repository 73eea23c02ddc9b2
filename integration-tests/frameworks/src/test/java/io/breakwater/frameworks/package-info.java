/** Apps of frameworks that answer for a downstream's failure themselves. */
@NullMarked
package io.breakwater.frameworks;

import org.jspecify.annotations.NullMarked;
