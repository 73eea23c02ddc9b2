/** The contract on Undertow 2.3: the adapter, and what is different here. */
@NullMarked
package io.breakwater.undertow;

import org.jspecify.annotations.NullMarked;
