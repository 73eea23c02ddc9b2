/**
 * The correlation id: accept one that came, make one that is missing, carry it into the log and on to the downstream. Knows
 * requests and their headers; nothing of exchanges.
 */
@NullMarked
package io.breakwater.internal.correlation;

import org.jspecify.annotations.NullMarked;
