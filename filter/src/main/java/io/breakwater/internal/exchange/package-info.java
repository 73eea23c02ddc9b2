/**
 * One request's life under guard: the attempts, what each has come to, and what is done about a verdict.
 * {@link io.breakwater.internal.exchange.ExchangeFactory} opens an exchange for each request; the exchange asks the other rooms what
 * to do and does it. What the app gets in place of request and response is in {@link io.breakwater.internal.wrapper}; how a
 * container behaves is asked of {@link io.breakwater.internal.container.Container}.
 */
@NullMarked
package io.breakwater.internal.exchange;

import org.jspecify.annotations.NullMarked;
