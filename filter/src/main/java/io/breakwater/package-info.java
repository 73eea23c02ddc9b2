/** The entry: the filters an app registers, and the engine they share. Knows every other room; none knows it. */
@NullMarked
package io.breakwater;

import org.jspecify.annotations.NullMarked;
