/**
 * Finds the route of a request, once a request: asks the app's resolvers, then a table of URL patterns and conditions. Takes
 * the settings that {@code config} has read and checked. Reads method, host and headers of a request; the caller passes the
 * path.
 */
@NullMarked
package io.breakwater.internal.route;

import org.jspecify.annotations.NullMarked;
