package io.breakwater.route;

import io.breakwater.config.RouteAlternative;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What routes with conditions lead to from one pattern, in the order in which they are tried. Immutable. */
final class Stop<T> {

    private final List<Narrowed<T>> narrowed;

    private Stop(List<Narrowed<T>> narrowed) {
        this.narrowed = narrowed;
    }

    /** The first whose conditions the request fulfils, or null. */
    @Nullable T find(HttpServletRequest request) {
        for (Narrowed<T> candidate : narrowed) {
            if (candidate.takes(request)) {
                return candidate.value();
            }
        }
        return null;
    }

    /** A {@link Stop} in the making. */
    static final class Builder<T> {
        private final List<Narrowed<T>> narrowed = new ArrayList<>();

        void add(RouteAlternative alternative, T value) {
            narrowed.add(new Narrowed<>(alternative, value));
        }

        /** Null where there is nothing, so that the table has nothing to ask. */
        @Nullable Stop<T> build() {
            if (narrowed.isEmpty()) {
                return null;
            }
            narrowed.sort(Comparator.comparing(Narrowed::alternative, RouteAlternative.MOST_DEMANDING_FIRST));
            return new Stop<>(List.copyOf(narrowed));
        }
    }
}
