/**
 * Reports to operators: calls the listeners of an ended exchange, writes the log event, and groups failures into incidents.
 * Takes reports; decides nothing.
 */
@NullMarked
package io.breakwater.internal.observe;

import org.jspecify.annotations.NullMarked;
