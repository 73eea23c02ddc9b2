/** The connection. The only room that knows Lettuce; nothing in it ever waits for an answer. */
@NullMarked
package io.breakwater.fleet.redis;

import org.jspecify.annotations.NullMarked;
