/** The shop, started as it is and broken. */
@NullMarked
package io.breakwater.example.boot;

import org.jspecify.annotations.NullMarked;
