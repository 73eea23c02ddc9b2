/** The ways Java apps proxy, each an app of its own in a real container, with the guard in front. Knows nothing of the troubles. */
@NullMarked
package io.breakwater.matrix.variant;

import org.jspecify.annotations.NullMarked;
