/** The contract on Jetty 12.0 (Jakarta EE 10): the adapter, and what is different here. */
@NullMarked
package io.breakwater.jetty12;

import org.jspecify.annotations.NullMarked;
