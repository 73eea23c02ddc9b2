package io.breakwater.internal.route;

import io.breakwater.internal.log.Logs;
import io.breakwater.internal.log.PrintableText;
import io.breakwater.route.RouteResolver;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Asks the app's route resolvers. When a resolver throws or names no route, the next one is asked, and finally the patterns.
 * Thread-safe if the resolvers are.
 *
 * @param <T> what a route maps to
 */
public final class ResolvedRoutes<T> {

    private static final Logger LOG = Logs.of(ResolvedRoutes.class);

    private static final int MAX_SHOWN = 80;

    private final List<Asked> resolvers;
    private final Map<String, T> routes;

    private record Asked(RouteResolver resolver, AtomicBoolean threw, AtomicBoolean erred) {}

    /**
     * @param resolvers the resolvers, in the order in which they are asked
     * @param routes what each route maps to, by its name
     */
    public ResolvedRoutes(List<RouteResolver> resolvers, Map<String, T> routes) {
        this.resolvers = resolvers.stream()
                .map(resolver -> new Asked(resolver, new AtomicBoolean(), new AtomicBoolean()))
                .toList();
        this.routes = Map.copyOf(routes);
    }

    /** Returns the value of the first route that a resolver names; null when none does. */
    public @Nullable T find(HttpServletRequest request) {
        for (Asked asked : resolvers) {
            T found = ask(asked, request);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable T ask(Asked asked, HttpServletRequest request) {
        try {
            Optional<String> name = Objects.requireNonNull(
                    asked.resolver().resolve(request), "a route resolver gave null for an Optional");
            T found = name.isPresent() ? routes.get(name.get()) : null;
            if (name.isPresent() && found == null && asked.erred().compareAndSet(false, true)) {
                LOG.warn(
                        "route resolver {} named the route \"{}\", which is not configured: known are {}; the patterns"
                                + " decide, and further failures are not logged",
                        asked.resolver().getClass().getName(),
                        PrintableText.ascii(name.get(), MAX_SHOWN),
                        new TreeSet<>(routes.keySet()));
            }
            return found;
        } catch (RuntimeException | LinkageError e) {
            if (asked.threw().compareAndSet(false, true)) {
                LOG.warn(
                        "route resolver {} threw: the patterns decide among the routes {}; further failures are not logged",
                        asked.resolver().getClass().getName(),
                        new TreeSet<>(routes.keySet()),
                        e);
            }
            return null;
        }
    }
}
