package io.breakwater.operations.series;

import java.util.List;

/**
 * The last quarter of an hour of a route, window by window. Immutable.
 *
 * @param route the route's name
 * @param windows {@value #WINDOWS} windows without a gap, the oldest first, the last one under way; one without exchanges has
 *     counts of 0
 * @param total all windows as one
 */
public record RouteSeries(String route, List<SeriesWindow> windows, SeriesWindow total) {

    /** How many windows there are. */
    public static final int WINDOWS = 90;

    /** How many seconds a window has. */
    public static final int WINDOW_SECONDS = 10;

    public RouteSeries {
        windows = List.copyOf(windows);
    }
}
