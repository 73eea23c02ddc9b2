package io.breakwater.example.storefront.tour;

import java.util.List;
import java.util.Locale;

/** A stretch and what was seen on it, as a line of the tour's table. Immutable. */
record Row(TourStep stretch, TourResult seen) {
    private static final String FORMAT = "%-6s  %-36s %-28s %-8s %-7s  %-9s %6s  %-8s  %-8s  %-9s  %s";

    static String heading() {
        return String.format(
                Locale.ROOT,
                FORMAT,
                "",
                "broken",
                "request",
                "by",
                "answer",
                "status",
                "ms",
                "attempts",
                "reached",
                "breaker",
                "ID in header, page, downstream, log");
    }

    static String legend() {
        return "status, attempts and reached: promised/got; reached counts what the downstream itself saw";
    }

    /** What was promised and not kept. */
    List<String> broken() {
        return stretch.promise().brokenBy(seen);
    }

    @Override
    public String toString() {
        Promise promise = stretch.promise();
        return String.format(
                Locale.ROOT,
                FORMAT,
                broken().isEmpty() ? "ok" : "FAILED",
                stretch.broken(),
                stretch.ask(),
                word(stretch.ask().who()),
                word(seen.form()),
                promise.status() + "/" + seen.status(),
                seen.millis(),
                promise.attempts() + "/" + seen.attempts(),
                promise.reached() + "/" + seen.reached(),
                seen.breaker(),
                seen.id());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
