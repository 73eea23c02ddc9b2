/**
 * Which settings a request gets: a table from URL patterns, and the conditions beside them, to whatever a route needs, and the
 * app's own resolvers before it; asked once a request. Takes what {@code config} has read and checked. Of a request it knows
 * method, host and headers; the caller brings the path.
 */
@NullMarked
package io.breakwater.internal.route;

import org.jspecify.annotations.NullMarked;
