package io.breakwater.internal.route;

import io.breakwater.internal.config.RouteConditions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;

/**
 * A route with conditions beyond its path. Immutable.
 *
 * @param alternative the conditions
 * @param value what the route maps to
 */
record ConditionalRoute<T>(RouteConditions.Alternative alternative, T value) {

    /** Returns whether the request meets all conditions. */
    boolean takes(HttpServletRequest request) {
        return (alternative.methods().isEmpty() || alternative.methods().contains(request.getMethod()))
                && (alternative.host().isEmpty() || alternative.host().get().matches(request.getServerName()))
                && hasHeaders(request);
    }

    private boolean hasHeaders(HttpServletRequest request) {
        for (RouteConditions.Header header : alternative.headers()) {
            if (header.value().isEmpty()
                    ? request.getHeader(header.name()) == null
                    : !says(request.getHeaders(header.name()), header.value().get())) {
                return false;
            }
        }
        return true;
    }

    private static boolean says(Enumeration<String> lines, String value) {
        while (lines.hasMoreElements()) {
            if (lines.nextElement().strip().equals(value)) {
                return true;
            }
        }
        return false;
    }
}
