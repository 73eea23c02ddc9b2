package io.breakwater.contract.app;

import io.breakwater.route.RouteResolver;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** A user's own choice of routes, by a header that nobody else sends; found by name in {@code META-INF/services}. */
public final class HarbourResolver implements RouteResolver {
    /** The header that names the route. */
    public static final String HEADER = "X-Harbour-Route";

    @Override
    public Optional<String> resolve(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HEADER));
    }
}
