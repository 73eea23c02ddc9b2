/** The harness itself: that it sees what is there and not what is not. */
@NullMarked
package io.breakwater.contract;

import org.jspecify.annotations.NullMarked;
