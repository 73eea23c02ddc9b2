package io.breakwater.operations.metrics;

import io.breakwater.fault.Fault;
import io.breakwater.page.PageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The values of tags. Stateless. */
final class TagValues {

    static final String NONE = "none";

    /** The states of a circuit breaker, in Resilience4j's terms. */
    static final List<String> BREAKER_STATES =
            List.of("CLOSED", "OPEN", "HALF_OPEN", "FORCED_OPEN", "DISABLED", "METRICS_ONLY");

    /** The classes of a status; the first is for what is none. */
    private static final List<String> STATUS_CLASSES = List.of("other", "1xx", "2xx", "3xx", "4xx", "5xx");

    private static final int CLASS_SIZE = 100;

    private TagValues() {}

    static String of(Enum<?> constant) {
        return lower(constant.name());
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static String of(Optional<Fault> fault) {
        return fault.map(Fault::token).orElse(NONE);
    }

    /** Returns the number of a status's class, from 0 for what is none to 5; an app may set any status. */
    static int statusClass(int status) {
        int known = status / CLASS_SIZE;
        return known >= 1 && known < STATUS_CLASSES.size() ? known : 0;
    }

    static String nameOfStatusClass(int statusClass) {
        return STATUS_CLASSES.get(statusClass);
    }

    static int statusClasses() {
        return STATUS_CLASSES.size();
    }

    static String ofPage(Optional<PageFormat> format) {
        return format.map(known -> known == PageFormat.NONE ? "empty" : of(known))
                .orElse(NONE);
    }
}
