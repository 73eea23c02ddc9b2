package io.breakwater;

import io.breakwater.config.BreakwaterSettings;
import io.breakwater.config.PathPattern;
import io.breakwater.exchange.GuardedRoute;
import io.breakwater.route.Exemptions;
import io.breakwater.route.ResolvedRoutes;
import io.breakwater.route.RouteTable;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which route a request takes, if it is guarded at all. What is not configured is absent and costs nothing. Immutable. */
final class Routing {

    private static final Logger LOG = LoggerFactory.getLogger(Routing.class);

    private final RouteTable<GuardedRoute> routes;
    private final @Nullable ResolvedRoutes<GuardedRoute> resolved;
    private final @Nullable RouteTable<Boolean> excluded;
    private final @Nullable Exemptions exemptions;
    /** Routes that do not say which paths they are for. */
    private final Set<GuardedRoute> forAnything;

    /** @param all every route, the one for everything else first */
    Routing(BreakwaterSettings settings, List<GuardedRoute> all, RouteAdvice advice) {
        Map<String, GuardedRoute> byName =
                all.stream().collect(Collectors.toMap(GuardedRoute::name, Function.identity()));
        this.routes = RouteTable.of(settings, route -> Objects.requireNonNull(byName.get(route.name())));
        this.resolved = advice.resolvers().isEmpty() ? null : new ResolvedRoutes<>(advice.resolvers(), byName);
        this.excluded = settings.excluded().isEmpty() ? null : tableOf(settings.excluded());
        this.exemptions = advice.exemptions().isEmpty() ? null : new Exemptions(advice.exemptions());
        this.forAnything = all.stream().filter(Routing::isForAnything).collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isForAnything(GuardedRoute route) {
        List<String> paths = route.policy().settings().paths();
        return paths.isEmpty()
                || paths.stream().map(PathPattern::parse).anyMatch(PathPattern.CatchAll.class::isInstance);
    }

    private static RouteTable<Boolean> tableOf(List<String> patterns) {
        RouteTable.Builder<Boolean> builder = RouteTable.builder(false);
        patterns.forEach(pattern -> builder.add(PathPattern.parse(pattern), true));
        return builder.build();
    }

    /** The route that guards a request; null when none does. */
    @Nullable GuardedRoute routeOf(HttpServletRequest request) {
        if (excludes(request)) {
            return null;
        }
        GuardedRoute chosen = resolved == null ? null : resolved.find(request);
        if (exemptions == null) {
            return chosen != null ? chosen : find(routes, request);
        }
        GuardedRoute byPath = find(routes, request);
        if (forAnything.contains(byPath) && exemptions.include(request)) {
            return null;
        }
        return chosen != null ? chosen : byPath;
    }

    /** Whether settings exclude the request, and what the container makes of it: its dispatches and its error page. */
    boolean excludes(HttpServletRequest request) {
        if (excluded == null) {
            return false;
        }
        String origin = originOf(request);
        if (origin == null) {
            return (isPlain(request) || toldPath(request) != null) && find(excluded, request);
        }
        int from = request.getContextPath().length();
        return origin.length() >= from
                && RouteTable.isPlain(origin, from, origin.length())
                && excluded.find(origin, from, origin.length(), request);
    }

    /** Where the client's request went, which a dispatch elsewhere remembers as it came; null for any other request. */
    private static @Nullable String originOf(HttpServletRequest request) {
        DispatcherType type = request.getDispatcherType();
        boolean elsewhere = type == DispatcherType.ERROR || type == DispatcherType.ASYNC;
        Object uri = elsewhere
                ? request.getAttribute(
                        type == DispatcherType.ERROR
                                ? RequestDispatcher.ERROR_REQUEST_URI
                                : AsyncContext.ASYNC_REQUEST_URI)
                : null;
        return uri instanceof String origin ? origin : null;
    }

    private static <T> T find(RouteTable<T> table, HttpServletRequest request) {
        String uri = request.getRequestURI();
        int from = request.getContextPath().length();
        // Escapes, path parameters and dots mean what the container says they mean.
        String told = isPlain(request) ? null : toldPath(request);
        return told == null ? table.find(uri, from, uri.length(), request) : table.find(told, request);
    }

    private static boolean isPlain(HttpServletRequest request) {
        String uri = request.getRequestURI();
        return RouteTable.isPlain(uri, request.getContextPath().length(), uri.length());
    }

    /** Null where the container has more than one answer: a Jetty that is told to let such a URI in serves it all the same. */
    private static @Nullable String toldPath(HttpServletRequest request) {
        try {
            String pathInfo = request.getPathInfo();
            return pathInfo == null ? request.getServletPath() : request.getServletPath() + pathInfo;
        } catch (IllegalArgumentException e) {
            LOG.debug("the container does not say what it makes of a path", e);
            return null;
        }
    }
}
