package io.breakwater.spring;

import io.breakwater.Breakwater;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.resource.DefaultServletHttpRequestHandler;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Tells the guard which handler a request has come to, by the pattern it is mapped to: what one page asks may be dead while all
 * others are well. Files have no handler to tell of.
 *
 * <p>An interceptor that says no stops handlers of every kind, and no advice of the app's is called.
 */
final class HandlerNames implements HandlerInterceptor {

    /**
     * Where Spring Cloud Gateway keeps the id of the route that it has tried last. What is handled by a function has just been
     * tried, and anything else may come after routes that did not fit.
     */
    private static final String GATEWAY_ROUTE = "GatewayServerMvc.gatewayRouteId";

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        return isFile(handler) || Breakwater.handledBy(request, nameOf(handler, request));
    }

    private static boolean isFile(Object handler) {
        return handler instanceof ResourceHttpRequestHandler || handler instanceof DefaultServletHttpRequestHandler;
    }

    /** Empty for what nothing tells from another. */
    private static String nameOf(Object handler, HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        Object route = handler instanceof HandlerFunction<?> ? request.getAttribute(GATEWAY_ROUTE) : null;
        if (route == null) {
            return pattern == null ? "" : pattern.toString();
        }
        return pattern == null ? route.toString() : pattern + " " + route;
    }
}
