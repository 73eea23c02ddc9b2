/** What replicas write and read: messages, keys, states. Whatever comes in may be hostile. Knows no Redis client. */
@NullMarked
package io.breakwater.fleet.wire;

import org.jspecify.annotations.NullMarked;
