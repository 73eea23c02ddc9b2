/** Puts one WAR into application servers, each in a process of its own, and asks it over the wire. */
@NullMarked
package io.breakwater.servers;

import org.jspecify.annotations.NullMarked;
