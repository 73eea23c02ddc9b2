/**
 * A shop on Spring Boot behind Breakwater, to be looked at and learnt from: {@code mvn -Pdemo-spring package} serves it.
 * {@link ShopApplication} and {@link ProxyController} are what an app looks like that uses the starter, {@link Setup} is what
 * only the demo needs. All that concerns Breakwater is in {@code application.yaml}.
 */
@NullMarked
package io.breakwater.example.boot;

import org.jspecify.annotations.NullMarked;
