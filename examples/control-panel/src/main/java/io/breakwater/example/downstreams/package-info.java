/** What lies behind the shop: three downstreams, and the ways in which each can be broken. Knows nothing of servlets. */
@NullMarked
package io.breakwater.example.downstreams;

import org.jspecify.annotations.NullMarked;
