/** What the tests of several rooms share. */
@NullMarked
package io.breakwater.operations;

import org.jspecify.annotations.NullMarked;
