/**
 * One request's life under guard: the wrapped request and response, the deadline's watchdog, the replay of a body, and the
 * exchange that asks the other rooms what to do and does it. All knowledge of how servlet containers behave lives here.
 */
@NullMarked
package io.breakwater.internal.exchange;

import org.jspecify.annotations.NullMarked;
