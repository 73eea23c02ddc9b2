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
    /** What has been read for filters that the container has not started so far. */
    private final Map<String, Checked> checked = new TreeMap<>();

    /** Settings that are in order, and the init-params that were among them. */
    private record Checked(Map<String, String> initParams, Breakwater.Builder builder) {}

    private EnginesOfApp() {}

    static synchronized EnginesOfApp of(ServletContext app) {
        if (app.getAttribute(ATTRIBUTE) instanceof EnginesOfApp known) {
            return known;
        }
        EnginesOfApp fresh = new EnginesOfApp();
        app.setAttribute(ATTRIBUTE, fresh);
        return fresh;
    }

    /** The settings of a filter have been read, and are in order. */
    synchronized void checked(String filterName, Map<String, String> initParams, Breakwater.Builder builder) {
        checked.put(filterName, new Checked(Map.copyOf(initParams), builder));
    }

    synchronized boolean isChecked(String filterName, Map<String, String> initParams) {
        Checked known = checked.get(filterName);
        return byFilter.containsKey(filterName)
                || (known != null && known.initParams().equals(initParams));
    }

    /** Gives what has been read for a filter that starts now; empty when nothing has, or it has got other init-params since. */
    synchronized Optional<Breakwater.Builder> takeChecked(String filterName, Map<String, String> initParams) {
        return Optional.ofNullable(checked.remove(filterName))
                .filter(known -> known.initParams().equals(initParams))
                .map(Checked::builder);
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
