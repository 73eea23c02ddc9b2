package io.breakwater;

import io.breakwater.config.Sources;
import io.breakwater.fault.FaultRule;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.route.RouteResolver;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The sources of a filter's settings in a running web app: its class path and init-params, the JVM and its environment. */
final class FilterSources {

    private FilterSources() {}

    /** The web app's class loader; ours where an embedded container has given the app none, and says null. */
    static ClassLoader classLoader(ServletContext context) {
        return Optional.ofNullable(context.getClassLoader())
                .or(() -> Optional.ofNullable(FilterSources.class.getClassLoader()))
                .orElseGet(ClassLoader::getSystemClassLoader);
    }

    static Map<String, String> initParams(FilterConfig config) {
        Map<String, String> initParams = new LinkedHashMap<>();
        for (String name : Collections.list(config.getInitParameterNames())) {
            initParams.put(name, config.getInitParameter(name));
        }
        return initParams;
    }

    /** An engine's builder with all that a filter of those init-params takes from its web app. */
    static Breakwater.Builder builder(ServletContext context, Map<String, String> initParams) {
        Breakwater.Builder builder = Breakwater.builder();
        ClassLoader loader = classLoader(context);
        addTo(builder.sources(), loader, initParams);
        ServiceLoader.load(ExchangeListener.class, loader).forEach(builder::listener);
        ServiceLoader.load(FaultRule.class, loader).forEach(builder::faultRule);
        ServiceLoader.load(RouteResolver.class, loader).forEach(builder::routeResolver);
        return builder;
    }

    static void addTo(Sources sources, FilterConfig config) {
        addTo(sources, classLoader(config.getServletContext()), initParams(config));
    }

    private static void addTo(Sources sources, ClassLoader loader, Map<String, String> initParams) {
        sources.classLoader(loader)
                .initParams(initParams)
                .systemProperties(System.getProperties())
                .environment(System.getenv());
    }
}
