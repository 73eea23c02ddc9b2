package io.breakwater.internal.exchange;

import io.breakwater.internal.log.Logs;
import io.breakwater.internal.log.PrintableText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The routes by the names that an app may give to what it calls: their own, and what their {@code downstream} says; a route's
 * own name goes first, and of several routes with one downstream the first. Thread-safe once it knows them. Internal between
 * rooms.
 */
public final class Downstreams implements GuardedRoute.Names {

    /** The request attribute by which an app names the downstream it is about to call. */
    public static final String ATTRIBUTE = "io.breakwater.downstream";

    private static final Logger LOG = Logs.of(Downstreams.class);
    private static final int MAX_SHOWN = 80;

    private final Map<String, GuardedRoute> known = new HashMap<>();
    private final AtomicBoolean told = new AtomicBoolean();

    /** To be called once, before anybody asks. */
    public void know(List<GuardedRoute> routes) {
        routes.forEach(route -> known.put(route.name(), route));
        routes.forEach(route ->
                route.policy().settings().downstream().ifPresent(downstream -> known.putIfAbsent(downstream, route)));
    }

    /** Finds the route that {@code value} names; that it names none is logged once. */
    @Override
    public @Nullable GuardedRoute find(Object value) {
        GuardedRoute route = value instanceof String name ? known.get(name) : null;
        if (route == null && told.compareAndSet(false, true)) {
            LOG.warn(
                    "the request attribute {} names the downstream \"{}\", which no route has: known are {}; the breaker"
                            + " stays the same, and further times are not logged",
                    ATTRIBUTE,
                    PrintableText.ascii(value.toString(), MAX_SHOWN),
                    new TreeSet<>(known.keySet()));
        }
        return route;
    }
}
