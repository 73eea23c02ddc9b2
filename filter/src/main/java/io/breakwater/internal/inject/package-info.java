/**
 * Failures that somebody has ordered for a game day: which are ordered for a route now, by the settings or an operator's word, and for which
 * attempts. Decides by the clock at the moment it is asked, so that nothing waits for an end. Knows nothing of servlets; what is done to a
 * request, the exchange and its wrappers do.
 */
@NullMarked
package io.breakwater.internal.inject;

import org.jspecify.annotations.NullMarked;
