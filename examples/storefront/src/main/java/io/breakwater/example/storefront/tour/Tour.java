package io.breakwater.example.storefront.tour;

import io.breakwater.example.storefront.Storefront;
import java.util.List;
import java.util.function.Consumer;

/** Takes every stretch of the {@link TourPlan}, prints a row each, and counts. For one thread. */
public final class Tour {
    private final Storefront storefront;
    private final Consumer<String> out;

    /**
     * A tour of that shop.
     *
     * @param out takes the lines of the table
     */
    public Tour(Storefront storefront, Consumer<String> out) {
        this.storefront = storefront;
        this.out = out;
    }

    /** Takes it; true when all was as promised. */
    public boolean run() throws Exception {
        List<TourStep> stretches = TourPlan.stretches();
        int failed = 0;
        out.accept(Row.legend());
        out.accept(Row.heading());
        try (LogMemory log = LogMemory.attach()) {
            TourClient coast = new TourClient(storefront, log);
            for (TourStep stretch : stretches) {
                failed += print(new Row(stretch, stretch.go(coast))) ? 0 : 1;
            }
        }
        out.accept((stretches.size() - failed) + " passed, " + failed + " failed");
        return failed == 0;
    }

    private boolean print(Row row) {
        List<String> broken = row.broken();
        out.accept(row.toString());
        broken.forEach(what -> out.accept("        " + what));
        return broken.isEmpty();
    }
}
