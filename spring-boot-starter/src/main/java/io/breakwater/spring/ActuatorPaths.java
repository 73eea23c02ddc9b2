package io.breakwater.spring;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.core.env.Environment;

/**
 * The actuator's endpoints as far as they are served at the app's own port: a probe of Kubernetes must not hear of a
 * downstream's outage and have a healthy app restarted.
 */
final class ActuatorPaths implements Exemption {

    /** The bean's name in Boot, and so the servlet's. */
    static final String DISPATCHER_SERVLET = "dispatcherServlet";

    private final ObjectProvider<PathMappedEndpoints> endpoints;
    private final Environment environment;
    /** Null until somebody asks, when all beans are there. */
    private volatile @Nullable List<String> known;

    ActuatorPaths(ObjectProvider<PathMappedEndpoints> endpoints, Environment environment) {
        this.endpoints = endpoints;
        this.environment = environment;
    }

    @Override
    public boolean test(HttpServletRequest request) {
        String path = pathOf(request);
        for (String prefix : paths(request.getServletContext())) {
            if (path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/')) {
                return true;
            }
        }
        return false;
    }

    /** Empty where a Jetty that lets ambiguous URIs in does not say what it makes of one. */
    private static String pathOf(HttpServletRequest request) {
        try {
            String info = request.getPathInfo();
            return info == null ? request.getServletPath() : request.getServletPath() + info;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    @Override
    public List<String> told(ServletContext context) {
        return paths(context).stream().map(path -> path + "/*").toList();
    }

    private List<String> paths(ServletContext context) {
        List<String> paths = known;
        if (paths == null) {
            PathMappedEndpoints mapped = endpoints.getIfAvailable();
            paths = mapped == null ? List.of() : paths(mapped, context);
            known = paths;
        }
        return paths;
    }

    private List<String> paths(PathMappedEndpoints mapped, ServletContext context) {
        Stream<String> probes =
                mapped.stream().flatMap(endpoint -> endpoint.getAdditionalPaths(WebServerNamespace.SERVER).stream());
        List<String> within =
                Stream.concat(atThisPort(mapped), probes).distinct().toList();
        return mappings(context)
                .flatMap(prefix -> within.stream().map(path -> prefix + path))
                .toList();
    }

    private Stream<String> atThisPort(PathMappedEndpoints mapped) {
        if (ManagementPortType.get(environment) != ManagementPortType.SAME) {
            return Stream.of();
        }
        String base = mapped.getBasePath();
        // Among the app's own paths each of them stands for itself.
        return base.isEmpty() || base.equals("/") ? mapped.getAllPaths().stream() : Stream.of(base);
    }

    /** What stands before Spring's paths within the web app. */
    private static Stream<String> mappings(ServletContext context) {
        ServletRegistration spring = context.getServletRegistration(DISPATCHER_SERVLET);
        Collection<String> mappings = spring == null ? List.of("/") : spring.getMappings();
        return mappings.stream()
                .map(mapping -> mapping.endsWith("/*") ? mapping.substring(0, mapping.length() - 2) : "")
                .distinct();
    }
}
