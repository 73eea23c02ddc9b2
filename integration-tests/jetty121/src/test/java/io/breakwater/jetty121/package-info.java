/** The contract on Jetty 12.1 (Jakarta EE 11): the adapter, and what is different here. */
@NullMarked
package io.breakwater.jetty121;

import org.jspecify.annotations.NullMarked;
