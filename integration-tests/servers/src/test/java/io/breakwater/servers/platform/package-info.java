/** A web app that uses what application servers have beside servlets: put into the two WARs of {@link io.breakwater.servers.PlatformWar}. */
@NullMarked
package io.breakwater.servers.platform;

import org.jspecify.annotations.NullMarked;
