/**
 * Which routes are in maintenance, a break that somebody has planned: as the settings say, or as an operator has said since. Decides by
 * the clock at the moment it is asked, so that nothing waits for a break to begin or to end. Knows nothing of servlets, and does nothing
 * about a request.
 */
@NullMarked
package io.breakwater.internal.maintenance;

import org.jspecify.annotations.NullMarked;
