/**
 * What the Servlet API has no words for, and each container does in its own way. {@link io.breakwater.internal.container.Container}
 * lists it, with one class for each container that is known and one for all others; no other room names a container. To add one
 * is to write its class and to name it in {@link io.breakwater.internal.container.Containers}.
 */
@NullMarked
package io.breakwater.internal.container;

import org.jspecify.annotations.NullMarked;
