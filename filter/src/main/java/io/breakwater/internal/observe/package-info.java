/**
 * What the operators get: the event of an ended exchange, who listens to it, the log line, and incidents. Takes reports,
 * decides nothing.
 */
@NullMarked
package io.breakwater.internal.observe;

import org.jspecify.annotations.NullMarked;
