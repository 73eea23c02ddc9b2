package io.breakwater;

import io.breakwater.internal.maintenance.MaintenanceBoard;
import io.breakwater.observe.Maintenance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Starts and ends planned breaks while the app runs. What an operator says here goes before the settings: a start holds until its end,
 * or until somebody ends it; an end is for the break that is, be it an operator's or the settings', and holds for as long as the settings
 * say the same of when. Both outlive a reload, and neither outlives the process, nor is it known to another one.
 *
 * <p>Thread-safe.
 */
public final class MaintenanceSwitch {

    private final MaintenanceBoard board;

    MaintenanceSwitch(MaintenanceBoard board) {
        this.board = board;
    }

    /** Returns the breaks that are now, the route for everything else first. */
    public List<Maintenance> current() {
        return board.current();
    }

    /**
     * Starts a break, in place of the one that there may be.
     *
     * @param route the route's name; empty for all, in place of what was said of each
     * @param until when it ends by itself; empty for no known end
     * @param by who has said so, for the log and other operators
     * @param reason why, for them too; empty for no reason given
     * @throws IllegalArgumentException when there is no such route, or the end is not to come
     */
    public void start(Optional<String> route, Optional<Instant> until, String by, Optional<String> reason) {
        board.start(route, until, by, reason);
    }

    /**
     * Ends the break that is. A window of the settings that is still to come opens all the same.
     *
     * @param route the route's name; empty for all
     * @param by who has said so
     * @return whether there was one
     * @throws IllegalArgumentException when there is no such route
     */
    public boolean end(Optional<String> route, String by) {
        return board.end(route, by);
    }
}
