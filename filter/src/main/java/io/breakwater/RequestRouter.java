package io.breakwater;

import io.breakwater.internal.config.BreakwaterSettings;
import io.breakwater.internal.exchange.ExchangeFactory;
import io.breakwater.internal.exchange.GuardedRoute;
import io.breakwater.internal.pattern.PathPattern;
import io.breakwater.internal.route.Exemptions;
import io.breakwater.internal.route.RequestPath;
import io.breakwater.internal.route.ResolvedRoutes;
import io.breakwater.internal.route.RouteTable;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which route a request takes, if it is guarded at all. What is not configured is absent and costs nothing. Immutable. */
final class RequestRouter implements ExchangeFactory.Routes {

    private final RouteTable<GuardedRoute> routes;
    private final @Nullable ResolvedRoutes<GuardedRoute> resolved;
    private final @Nullable RouteTable<Boolean> excluded;
    private final @Nullable Exemptions exemptions;
    /** Routes that do not say which paths they are for. */
    private final Set<GuardedRoute> forAnything;

    /** @param all every route, the one for everything else first */
    RequestRouter(BreakwaterSettings settings, List<GuardedRoute> all, RouteAdvice advice) {
        Map<String, GuardedRoute> byName =
                all.stream().collect(Collectors.toMap(GuardedRoute::name, Function.identity()));
        this.routes = RouteTable.of(settings, route -> Objects.requireNonNull(byName.get(route.name())));
        this.resolved = advice.resolvers().isEmpty() ? null : new ResolvedRoutes<>(advice.resolvers(), byName);
        this.excluded = settings.excluded().isEmpty() ? null : RouteTable.ofPatterns(settings.excluded());
        this.exemptions = advice.exemptions().isEmpty() ? null : new Exemptions(advice.exemptions());
        this.forAnything = all.stream().filter(RequestRouter::isForAnything).collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isForAnything(GuardedRoute route) {
        List<String> paths = route.policy().settings().paths();
        return paths.isEmpty()
                || paths.stream().map(PathPattern::parse).anyMatch(PathPattern.CatchAll.class::isInstance);
    }

    @Override
    public @Nullable GuardedRoute routeOf(HttpServletRequest request) {
        if (excludes(request)) {
            return null;
        }
        GuardedRoute chosen = resolved == null ? null : resolved.find(request);
        if (exemptions == null) {
            return chosen != null ? chosen : RequestPath.find(routes, request);
        }
        GuardedRoute byPath = RequestPath.find(routes, request);
        if (forAnything.contains(byPath) && exemptions.include(request) && RequestPath.hasOneReading(request)) {
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
        return origin == null
                ? RequestPath.hasOneReading(request) && RequestPath.find(excluded, request)
                : !RequestPath.hasDotSegments(origin) && RequestPath.find(excluded, origin, request);
    }

    /** Where the client's request went, which a dispatch elsewhere remembers as it came; null for any other request. */
    private static @Nullable String originOf(HttpServletRequest request) {
        String remembered =
                switch (request.getDispatcherType()) {
                    case ERROR -> RequestDispatcher.ERROR_REQUEST_URI;
                    case ASYNC -> AsyncContext.ASYNC_REQUEST_URI;
                    case FORWARD -> RequestDispatcher.FORWARD_REQUEST_URI;
                    case REQUEST, INCLUDE -> null;
                };
        return remembered != null && request.getAttribute(remembered) instanceof String origin ? origin : null;
    }
}
