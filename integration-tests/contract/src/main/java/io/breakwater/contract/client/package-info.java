/**
 * An HTTP/1.1 client that hides nothing: bytes, framing, how the answer ended and when. HTTP libraries re-send, repair and
 * throw away what a test must see. Knows nothing of servlets.
 */
@NullMarked
package io.breakwater.contract.client;

import org.jspecify.annotations.NullMarked;
