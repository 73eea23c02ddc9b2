/**
 * Everything that wraps what the app gets: request and response, their streams, readers, writers and listeners, the asynchronous
 * context, the body that several attempts read, and the headers of filters in front. It asks and tells the exchange through
 * {@link io.breakwater.internal.wrapper.GuardedExchange} and {@link io.breakwater.internal.wrapper.GuardedAttempt}, and knows nothing
 * of policies, verdicts and pages.
 */
@NullMarked
package io.breakwater.internal.wrapper;

import org.jspecify.annotations.NullMarked;
