/** The raw client: that it sees what is there and not what is not. */
@NullMarked
package io.breakwater.contract.client;

import org.jspecify.annotations.NullMarked;
