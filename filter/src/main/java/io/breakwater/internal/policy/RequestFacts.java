package io.breakwater.internal.policy;

import java.util.OptionalLong;

/**
 * The properties of a request that decide whether it may be resent. Immutable.
 *
 * @param method the method
 * @param idempotencyKey whether the request has an {@code Idempotency-Key}
 * @param upgrade whether the request asks to switch protocols
 * @param contentLength the declared length of the body; empty for a chunked one
 */
public record RequestFacts(String method, boolean idempotencyKey, boolean upgrade, OptionalLong contentLength) {}
