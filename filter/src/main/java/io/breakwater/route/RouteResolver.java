package io.breakwater.route;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Chooses the route of a request by what patterns cannot express: a tenant, a session, a flag. Found by {@link
 * java.util.ServiceLoader} through the web app's class loader, or added with {@code Breakwater.builder().routeResolver(…)}.
 * Must be thread-safe.
 *
 * <p>Called once a request, on the container's thread, before the guard is active; so it must be quick and must not read the
 * body, including parameters of a form. Of several resolvers, the first that names a route decides.
 *
 * <p>A resolver that throws, or names a route that is not configured, is logged once, and the patterns decide.
 */
@FunctionalInterface
public interface RouteResolver {

    /**
     * Returns the route of a request, regardless of patterns and conditions.
     *
     * @param request the request as the filter receives it
     * @return the name of a configured route, or {@code default} for the default route; empty to leave the choice to other
     *     resolvers and the patterns
     */
    Optional<String> resolve(HttpServletRequest request);
}
