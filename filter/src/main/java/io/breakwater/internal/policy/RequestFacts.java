package io.breakwater.internal.policy;

import java.util.OptionalLong;

/**
 * What of a request decides whether it may be sent again. Immutable. Internal between rooms.
 *
 * @param method its method
 * @param idempotencyKey whether it bears an {@code Idempotency-Key}
 * @param upgrade whether it asks to leave HTTP
 * @param contentLength the announced length of its body, empty for chunked
 */
public record RequestFacts(String method, boolean idempotencyKey, boolean upgrade, OptionalLong contentLength) {}
