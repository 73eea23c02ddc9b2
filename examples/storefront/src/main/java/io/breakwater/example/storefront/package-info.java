/**
 * A shop on embedded Jetty behind Breakwater, to be looked at and learnt from: {@code mvn -Pdemo package} serves it. Here is
 * how it starts; {@code proxy} is what an app that uses the filter looks like, the rest is the stage around it. The downstreams and
 * their switches are in {@code examples/control-panel}.
 */
@NullMarked
package io.breakwater.example.storefront;

import org.jspecify.annotations.NullMarked;
