package io.breakwater;

import io.breakwater.config.Sources;
import jakarta.servlet.FilterConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sources of a filter's settings in a running web app: its class path and init-params, the JVM and its environment. */
final class FilterSources {

    private FilterSources() {}

    static void addTo(Sources.Builder sources, FilterConfig config) {
        Map<String, String> initParams = new LinkedHashMap<>();
        for (String name : Collections.list(config.getInitParameterNames())) {
            initParams.put(name, config.getInitParameter(name));
        }
        sources.classLoader(config.getServletContext().getClassLoader())
                .initParams(initParams)
                .systemProperties(System.getProperties())
                .environment(System.getenv());
    }
}
