package io.breakwater.exchange;

import io.breakwater.policy.RequestFacts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.OptionalLong;

/** Reads what decides about retries out of a request, before any of its body is read. */
final class RequestReading {

    private RequestReading() {}

    static RequestFacts factsOf(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return new RequestFacts(
                request.getMethod(),
                request.getHeader("Idempotency-Key") != null,
                request.getHeader("Upgrade") != null,
                length < 0 ? OptionalLong.empty() : OptionalLong.of(length));
    }
}
