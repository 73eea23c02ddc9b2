/**
 * A downstream that misbehaves as told, for tests and the demo: a server of HTTP/1.1 and HTTP/2 on raw sockets, because no HTTP library
 * lets one send half a header or reset in mid-body. It counts what really reached it, since clients re-send behind their
 * callers' backs. One {@link io.breakwater.downstream.Behaviour} a class; imports the JDK only and knows nothing of
 * servlets or of Breakwater.
 */
@NullMarked
package io.breakwater.downstream;

import org.jspecify.annotations.NullMarked;
