package io.breakwater.internal.exchange;

import io.breakwater.internal.config.MaintenancePass;
import io.breakwater.internal.container.ContainerReflection;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who gets past a planned break. */
final class MaintenanceEntry {

    private MaintenanceEntry() {}

    /**
     * Returns whether a request goes on although its route is in maintenance: a pass has been brought, or a browser asks before it asks,
     * and would hide from its script why it may not. To answer a preflight in the app's place would be to allow what the app may not.
     */
    static boolean isOpenTo(HttpServletRequest request, GuardedRoute route) {
        return RequestReading.isPreflight(request) || route.maintenance().admits(new Brought(request));
    }

    /** What a request has brought. */
    private record Brought(HttpServletRequest request) implements MaintenancePass.Visitor {

        /** Of the container alone: a filter may take an address out of a header, which anybody can send. */
        @Override
        public @Nullable String address() {
            return ContainerReflection.innermost(request).getRemoteAddr();
        }

        @Override
        public List<String> header(String name) {
            return RequestReading.values(request, name);
        }
    }
}
