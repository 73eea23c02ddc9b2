package io.breakwater;

import io.breakwater.internal.log.Journal;
import io.breakwater.internal.log.Logs;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Guards everything behind it in the filter chain: a deadline, a circuit breaker and safe retries for each route, and a
 * friendly page when the downstream cannot answer. Register it last among the filters, for the dispatcher types REQUEST and
 * ASYNC, with asynchronous operation supported; for ERROR, too, if error pages are to log under the correlation id; for FORWARD,
 * too, if a filter in front of it forwards, past the rest of its own chain.
 *
 * <p>Thread-safe, as a servlet container requires.
 */
public final class BreakwaterFilter implements Filter {

    private static final String NO_PROVIDER =
            "Breakwater: SLF4J has no provider among this app's libraries, so what is logged is lost. WARNs and incidents are"
                    + " written here instead; with slf4j-jdk14 among the libraries all goes to the container's log.";

    /** Those that were given an engine, and that no container has started so far: weakly, and by identity. */
    private static final Set<BreakwaterFilter> FROM_CODE =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private @Nullable Breakwater breakwater;
    private @Nullable ServletContext context;
    private final boolean readsSettings;
    private String name = "";

    /** For web.xml: reads its settings when the container starts it. */
    public BreakwaterFilter() {
        this.readsSettings = true;
    }

    /** For code: serves {@code breakwater}, and closes it when the container stops the filter. */
    public BreakwaterFilter(Breakwater breakwater) {
        this.breakwater = breakwater;
        this.readsSettings = false;
        FROM_CODE.add(this);
    }

    /**
     * Reads the settings, unless it was given an engine.
     *
     * @throws io.breakwater.config.SettingsException when any setting is wrong, so that the app does not start unguarded
     */
    @Override
    public void init(FilterConfig config) {
        name = String.valueOf(config.getFilterName());
        keepJournal(config.getServletContext());
        EnginesOfApp engines = EnginesOfApp.of(config.getServletContext());
        boolean started = false;
        try {
            FROM_CODE.remove(this);
            if (readsSettings) {
                breakwater = readEngine(config, engines);
            }
            engines.started(name, Objects.requireNonNull(breakwater));
            started = true;
        } finally {
            if (!started) {
                // No container destroys a filter that it could not start.
                Logs.withdraw(config.getServletContext());
            }
        }
    }

    private static Breakwater readEngine(FilterConfig config, EnginesOfApp engines) {
        Map<String, String> initParams = FilterSources.initParams(config);
        return engines.takeChecked(String.valueOf(config.getFilterName()), initParams)
                .orElseGet(() -> FilterSources.builder(config.getServletContext(), initParams))
                .build();
    }

    /** Whether a registration of this class may be of an instance that reads no settings: the Servlet API does not tell. */
    static boolean mayHaveEngine() {
        return !FROM_CODE.isEmpty();
    }

    /** Before anything is logged. */
    private void keepJournal(ServletContext app) {
        context = app;
        Journal journal = (event, cause) -> {
            if (cause == null) {
                app.log(event);
            } else {
                app.log(event, cause);
            }
        };
        if (Logs.offer(app, journal)) {
            app.log(NO_PROVIDER);
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Breakwater engine = breakwater;
        DispatcherType type = request.getDispatcherType();
        if (engine == null) {
            chain.doFilter(request, response);
        } else if (type == DispatcherType.ASYNC && engine.resume(request, response, chain)) {
            return;
        } else if (!(request instanceof HttpServletRequest httpRequest)
                || !(response instanceof HttpServletResponse httpResponse)
                || engine.isInner(httpRequest, type, name)) {
            chain.doFilter(request, response);
        } else if (type == DispatcherType.ERROR) {
            engine.dispatchError(httpRequest, httpResponse, chain);
        } else {
            engine.guard(httpRequest, httpResponse, chain, name);
        }
    }

    /** Ends the engine's threads. */
    @Override
    public void destroy() {
        Breakwater engine = breakwater;
        if (engine != null) {
            engine.close();
        }
        ServletContext app = context;
        if (app != null) {
            EnginesOfApp.of(app).stopped(name);
            Logs.withdraw(app);
        }
    }
}
