/**
 * Everything that can go wrong at a downstream, each {@link io.breakwater.failure.DownstreamFailure} with its place: plain HTTP, TLS with
 * certificates made for the run, names that do not resolve, ports that take no connection. Knows no client.
 */
@NullMarked
package io.breakwater.failure;

import org.jspecify.annotations.NullMarked;
