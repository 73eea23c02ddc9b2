package io.breakwater;

import jakarta.servlet.ServletContext;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which engine each guarding filter of a web app has, kept with the app. Thread-safe. */
final class EnginesOfApp {

    private static final String ATTRIBUTE = Breakwater.class.getName();

    private final Map<String, Breakwater> byFilter = new TreeMap<>();

    private EnginesOfApp() {}

    static synchronized EnginesOfApp of(ServletContext app) {
        if (app.getAttribute(ATTRIBUTE) instanceof EnginesOfApp known) {
            return known;
        }
        EnginesOfApp fresh = new EnginesOfApp();
        app.setAttribute(ATTRIBUTE, fresh);
        return fresh;
    }

    synchronized void started(String filterName, Breakwater engine) {
        byFilter.put(filterName, engine);
    }

    synchronized void stopped(String filterName) {
        byFilter.remove(filterName);
    }

    synchronized Optional<Breakwater> of(String filterName) {
        return Optional.ofNullable(byFilter.get(filterName));
    }

    /** Several filters may share one. */
    synchronized Optional<Breakwater> only() {
        Set<Breakwater> engines = new LinkedHashSet<>(byFilter.values());
        if (engines.size() > 1) {
            throw new IllegalStateException(
                    "several Breakwater filters guard this web app, so say whose engine: one of " + byFilter.keySet());
        }
        return engines.stream().findFirst();
    }
}
