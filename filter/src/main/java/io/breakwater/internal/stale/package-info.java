/**
 * Answers that are kept for the time when the downstream fails: what may be stored (RFC 9111, section 3), for which requests it
 * may be given (4.1, 4.2.4; RFC 5861), and how it is told from a new one (Age, RFC 9211). What comes in is the head of a request and
 * of a response, as {@link io.breakwater.internal.stale.RequestHead} and {@link io.breakwater.internal.stale.ResponseHead}; the room
 * knows nothing of servlets, nor of why an answer is asked for. Only {@link io.breakwater.internal.stale.CaffeineStore} knows what
 * the answers are kept in.
 */
@NullMarked
package io.breakwater.internal.stale;

import org.jspecify.annotations.NullMarked;
