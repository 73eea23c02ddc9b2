package io.breakwater.internal.maintenance;

import io.breakwater.internal.config.MaintenancePass;
import io.breakwater.internal.config.MaintenanceSettings;
import io.breakwater.observe.Maintenance;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The planned breaks of one route. Costs one look at a field where there is none. Thread-safe. Internal between rooms. */
public final class RouteMaintenance {

    private final String route;
    private final MaintenanceSettings settings;
    private final boolean everOn;
    private final MaintenanceBoard board;

    /** @param route the route's name */
    public RouteMaintenance(String route, MaintenanceSettings settings, MaintenanceBoard board) {
        this.route = route;
        this.settings = settings;
        this.everOn = settings.isEverOn();
        this.board = board;
    }

    /** Returns the break that the route is in; null for none. */
    public @Nullable Maintenance current() {
        return everOn || !board.isSilent() ? board.look(route) : null;
    }

    /** Returns whether a visitor may pass all the same. */
    public boolean admits(MaintenancePass.Visitor visitor) {
        boolean admitted = false;
        for (MaintenancePass pass : settings.allowed()) {
            // Each is asked, so that the time tells nothing of which it was.
            admitted |= pass.admits(visitor);
        }
        return admitted;
    }

    /** Returns what the operator says about it, in any language; empty for nothing. */
    public Optional<String> sentence() {
        return settings.sentence();
    }
}
