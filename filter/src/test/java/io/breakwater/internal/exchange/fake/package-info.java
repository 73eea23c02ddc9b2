/**
 * A servlet container at the level of the Servlet API, so that the guard can be tested without a server: one thread for each request,
 * a response with a buffer that commits as a container's does, and asynchronous operation with listeners, dispatches and time-outs. It
 * is strict: what an app must not do throws, as the Servlet API says. It stands in for the container alone; what is tested is real.
 */
@NullMarked
package io.breakwater.internal.exchange.fake;

import org.jspecify.annotations.NullMarked;
