/**
 * How an app chooses the route of a request itself.
 */
@NullMarked
package io.breakwater.route;

import org.jspecify.annotations.NullMarked;
