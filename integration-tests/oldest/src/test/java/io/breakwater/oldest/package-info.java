/** The oldest versions that the README names are those that are tried here. */
@NullMarked
package io.breakwater.oldest;

import org.jspecify.annotations.NullMarked;
