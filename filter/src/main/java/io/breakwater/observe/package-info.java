/**
 * What operators get: the report of an ended exchange, the transitions of circuit breakers, the status of routes, and the
 * listener that hears of them.
 */
@NullMarked
package io.breakwater.observe;

import org.jspecify.annotations.NullMarked;
