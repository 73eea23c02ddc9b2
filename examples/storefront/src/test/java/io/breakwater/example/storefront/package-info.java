/** The storefront's own promises, and those of Breakwater as its tour shows them. */
@NullMarked
package io.breakwater.example.storefront;

import org.jspecify.annotations.NullMarked;
