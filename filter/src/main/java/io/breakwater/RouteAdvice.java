package io.breakwater;

import io.breakwater.route.RouteResolver;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whom to ask about a request besides the settings.
 *
 * @param resolvers which route it takes
 * @param exemptions whether it is guarded at all
 */
record RouteAdvice(List<RouteResolver> resolvers, List<Predicate<HttpServletRequest>> exemptions) {
    RouteAdvice {
        resolvers = List.copyOf(resolvers);
        exemptions = List.copyOf(exemptions);
    }
}
