/**
 * What the Servlet API has no words for, and each container does in its own way: to run a filter chain again, to break a response
 * off, to reach the client connection. No other room names a container.
 */
@NullMarked
package io.breakwater.internal.container;

import org.jspecify.annotations.NullMarked;
