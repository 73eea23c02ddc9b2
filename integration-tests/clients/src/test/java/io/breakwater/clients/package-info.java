/**
 * Real clients, each behind a {@link io.breakwater.clients.ProxyVariant}, against a downstream that fails as told; and the fault that the
 * classifier reads from what they throw.
 */
@NullMarked
package io.breakwater.clients;

import org.jspecify.annotations.NullMarked;
