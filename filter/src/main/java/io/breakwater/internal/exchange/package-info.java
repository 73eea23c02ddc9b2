/**
 * One request under guard: the wrapped request and response, the replay of a body, and the exchange that asks the other rooms what
 * to do and does it. What only one container does belongs into {@code container}.
 */
@NullMarked
package io.breakwater.internal.exchange;

import org.jspecify.annotations.NullMarked;
