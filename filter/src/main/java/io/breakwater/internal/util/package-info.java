/**
 * What several rooms need and none owns.
 */
@NullMarked
package io.breakwater.internal.util;

import org.jspecify.annotations.NullMarked;
