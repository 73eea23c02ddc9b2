/**
 * One request's life under guard: the wrapped request and response, the replay of a body, the attempts, and what is done about a
 * verdict. {@link io.breakwater.internal.exchange.ExchangeFactory} opens an exchange for each request; the exchange asks the other
 * rooms what to do and does it. How a container behaves is asked of {@link io.breakwater.internal.container.Container}.
 */
@NullMarked
package io.breakwater.internal.exchange;

import org.jspecify.annotations.NullMarked;
