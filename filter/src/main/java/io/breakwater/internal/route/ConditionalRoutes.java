package io.breakwater.internal.route;

import io.breakwater.internal.config.RouteConditions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The routes of one pattern that have conditions, in the order in which they are tried. Immutable. */
final class ConditionalRoutes<T> {

    private final List<ConditionalRoute<T>> conditional;

    private ConditionalRoutes(List<ConditionalRoute<T>> conditional) {
        this.conditional = conditional;
    }

    /** Returns the value of the first route whose conditions the request meets, or null. */
    @Nullable T find(HttpServletRequest request) {
        for (ConditionalRoute<T> candidate : conditional) {
            if (candidate.takes(request)) {
                return candidate.value();
            }
        }
        return null;
    }

    /** Builds {@link ConditionalRoutes}. Not thread-safe. */
    static final class Builder<T> {
        private final List<ConditionalRoute<T>> conditional = new ArrayList<>();

        void add(RouteConditions.Alternative alternative, T value) {
            conditional.add(new ConditionalRoute<>(alternative, value));
        }

        /** Returns the routes, or null when there are none, so that the table need not ask. */
        @Nullable ConditionalRoutes<T> build() {
            if (conditional.isEmpty()) {
                return null;
            }
            conditional.sort(Comparator.comparing(
                    ConditionalRoute::alternative, RouteConditions.Alternative.MOST_DEMANDING_FIRST));
            return new ConditionalRoutes<>(List.copyOf(conditional));
        }
    }
}
