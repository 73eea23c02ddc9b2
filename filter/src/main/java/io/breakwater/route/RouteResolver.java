package io.breakwater.route;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Chooses the route of a request by whatever the patterns can't: a tenant, a session, a flag. Found by
 * {@link java.util.ServiceLoader} through the web app's class loader, or added with
 * {@code Breakwater.builder().routeResolver(…)}. Must be thread-safe.
 *
 * <p>Asked once a request, on the container's thread and before anything of the guard is in force, so it must be quick and
 * must not read the body, parameters of a form included. The first of several that names a route has its way.
 *
 * <p>A resolver that throws, or names a route that is not configured, is logged once, and the patterns decide.
 */
@FunctionalInterface
public interface RouteResolver {

    /**
     * The route that a request takes, whatever its patterns and conditions say.
     *
     * @param request as it comes to the filter
     * @return the name of a configured route, or {@code default} for the one of everything else; empty when it is for others
     *     to say
     */
    Optional<String> resolve(HttpServletRequest request);
}
