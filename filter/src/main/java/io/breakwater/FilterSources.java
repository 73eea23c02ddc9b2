package io.breakwater;

import io.breakwater.config.Sources;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The sources of a filter's settings in a running web app: its class path and init-params, the JVM and its environment. */
final class FilterSources {

    private FilterSources() {}

    /** The web app's class loader; ours where an embedded container has given the app none, and says null. */
    static ClassLoader classLoader(ServletContext context) {
        return Optional.ofNullable(context.getClassLoader())
                .or(() -> Optional.ofNullable(FilterSources.class.getClassLoader()))
                .orElseGet(ClassLoader::getSystemClassLoader);
    }

    static void addTo(Sources sources, FilterConfig config) {
        Map<String, String> initParams = new LinkedHashMap<>();
        for (String name : Collections.list(config.getInitParameterNames())) {
            initParams.put(name, config.getInitParameter(name));
        }
        sources.classLoader(classLoader(config.getServletContext()))
                .initParams(initParams)
                .systemProperties(System.getProperties())
                .environment(System.getenv());
    }
}
