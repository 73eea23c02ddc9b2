package io.breakwater.benchmarks.server;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The routes of every app under measurement, by the first segment of their path, and what is set for them everywhere alike.
 * The downstream behaves as the segment says.
 */
public enum Route {
    /** Answers with as many bytes as the second segment says. */
    HEALTHY(10_000, 2, Breaking.USUAL),
    /** Nobody listens. */
    REFUSED(10_000, 2, Breaking.USUAL),
    /** Resets every connection, and the breaker that this opens stays open. */
    OPEN(10_000, 1, Breaking.STAYS_OPEN),
    /** Resets one call in five. */
    FLAKY(10_000, 2, Breaking.USUAL),
    /** The same with three attempts. */
    FLAKY3(10_000, 3, Breaking.USUAL),
    /** Resets every call. */
    OUTAGE(10_000, 2, Breaking.USUAL),
    /** Takes every call and answers none. */
    DEAD(1_000, 2, Breaking.NEVER),
    /** The same, with a limit to how many may wait, where there is such a thing. */
    LIMITED(1_000, 2, Breaking.NEVER),
    /** The same, with a limit that nobody has set, where there is such a thing. */
    LEARNING(1_000, 2, Breaking.NEVER);

    /** How many may wait on the limited route: half the threads there are. */
    public static final int LIMIT = 100;
    /** How many threads each Java app has. */
    public static final int THREADS = 200;

    /** When the breaker opens. A dead route's never does: an open one answers at once, and the deadline is what is measured. */
    public enum Breaking {
        USUAL,
        NEVER,
        STAYS_OPEN
    }

    private final int timeoutMillis;
    private final int attempts;
    private final Breaking breaking;

    Route(int timeoutMillis, int attempts, Breaking breaking) {
        this.timeoutMillis = timeoutMillis;
        this.attempts = attempts;
        this.breaking = breaking;
    }

    /** The first segment. */
    public String segment() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The route of a path. */
    public static Route of(String path) {
        int end = path.indexOf('/', 1);
        return valueOf((end < 0 ? path.substring(1) : path.substring(1, end)).toUpperCase(Locale.ROOT));
    }

    /** How long a call may take, in milliseconds. */
    public int timeoutMillis() {
        return timeoutMillis;
    }

    /** How many attempts a call may have. */
    public int attempts() {
        return attempts;
    }

    /** When its breaker opens. */
    public Breaking breaking() {
        return breaking;
    }

    /** What differs from the filter's defaults, as its settings. */
    public static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Route route : values()) {
            String prefix = "breakwater.routes." + route.segment() + ".";
            settings.put(prefix + "path", "/" + route.segment() + "/*");
            settings.put(prefix + "timeout", route.timeoutMillis + "ms");
            settings.put(prefix + "retry.max-attempts", Integer.toString(route.attempts));
            if (route.breaking == Breaking.NEVER) {
                settings.put(prefix + "circuit-breaker.enabled", "false");
            } else if (route.breaking == Breaking.STAYS_OPEN) {
                settings.put(prefix + "circuit-breaker.wait-duration-in-open-state", "1h");
                settings.put(prefix + "circuit-breaker.max-wait-duration-in-open-state", "1h");
            }
        }
        // Three attempts at one call in five add a quarter, where the default budget is a fifth.
        settings.put("breakwater.routes.flaky3.retry.budget.ratio", "30%");
        settings.put("breakwater.routes.limited.concurrency.max", Integer.toString(LIMIT));
        settings.put("breakwater.routes.learning.concurrency.max", "auto");
        return settings;
    }
}
