/**
 * Which settings a request gets: a table from URL patterns to whatever a route needs, asked once a request. Takes the
 * patterns that {@code config} has read and checked; knows nothing of servlets, so the caller brings the path.
 */
@NullMarked
package io.breakwater.route;

import org.jspecify.annotations.NullMarked;
