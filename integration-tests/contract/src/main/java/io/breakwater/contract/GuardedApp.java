package io.breakwater.contract;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.EventListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The app a container is to serve, in the words of {@code jakarta.servlet}. Immutable; the {@code with} methods give changed
 * copies. The servlets, filters and listeners in it are instances, so an app can be served once.
 *
 * @param contextPath empty, or with a slash in front
 * @param filters in the order of the chain
 * @param servlets the servlets
 * @param initializers what registers the rest, after the filters and servlets
 * @param listeners servlet listeners of any kind
 * @param attributes attributes of the servlet context, there before any filter starts
 * @param errorPages status to the location that serves its page
 * @param threads how many requests can be in the app at the same time
 */
public record GuardedApp(
        String contextPath,
        List<FilterEntry> filters,
        List<ServletEntry> servlets,
        List<ServletContainerInitializer> initializers,
        List<EventListener> listeners,
        Map<String, Object> attributes,
        Map<Integer, String> errorPages,
        int threads) {
    private static final int THREADS = 20;

    public GuardedApp {
        filters = List.copyOf(filters);
        servlets = List.copyOf(servlets);
        initializers = List.copyOf(initializers);
        listeners = List.copyOf(listeners);
        attributes = Map.copyOf(attributes);
        errorPages = Map.copyOf(errorPages);
    }

    /** An app with nothing in it, at the root, with 20 threads. */
    public static GuardedApp empty() {
        return new GuardedApp("", List.of(), List.of(), List.of(), List.of(), Map.of(), Map.of(), THREADS);
    }

    /** An app with one servlet for every path. */
    public static GuardedApp of(Servlet servlet) {
        return empty().with(ServletEntry.of("/*", servlet));
    }

    /** With that servlet too. */
    public GuardedApp with(ServletEntry servlet) {
        return new GuardedApp(
                contextPath,
                filters,
                appended(servlets, servlet),
                initializers,
                listeners,
                attributes,
                errorPages,
                threads);
    }

    /** With that filter behind those that are there. */
    public GuardedApp with(FilterEntry filter) {
        return new GuardedApp(
                contextPath,
                appended(filters, filter),
                servlets,
                initializers,
                listeners,
                attributes,
                errorPages,
                threads);
    }

    /** With what that initializer registers, too. */
    public GuardedApp with(ServletContainerInitializer initializer) {
        return new GuardedApp(
                contextPath,
                filters,
                servlets,
                appended(initializers, initializer),
                listeners,
                attributes,
                errorPages,
                threads);
    }

    /** With that listener too. */
    public GuardedApp with(EventListener listener) {
        return new GuardedApp(
                contextPath,
                filters,
                servlets,
                initializers,
                appended(listeners, listener),
                attributes,
                errorPages,
                threads);
    }

    /** With that attribute of the servlet context. */
    public GuardedApp withAttribute(String name, Object value) {
        return new GuardedApp(
                contextPath,
                filters,
                servlets,
                initializers,
                listeners,
                put(attributes, name, value),
                errorPages,
                threads);
    }

    /** With that location serving the page for that status. */
    public GuardedApp withErrorPage(int status, String location) {
        return new GuardedApp(
                contextPath,
                filters,
                servlets,
                initializers,
                listeners,
                attributes,
                put(errorPages, status, location),
                threads);
    }

    /** At that context path. */
    public GuardedApp at(String newContextPath) {
        return new GuardedApp(
                newContextPath, filters, servlets, initializers, listeners, attributes, errorPages, threads);
    }

    /** With so many threads. */
    public GuardedApp withThreads(int count) {
        return new GuardedApp(contextPath, filters, servlets, initializers, listeners, attributes, errorPages, count);
    }

    /**
     * Puts all but error pages and threads, for which the Servlet API has no words, into the context. For a container's
     * adapter, to be called while the context starts.
     */
    public void register(ServletContext context) throws ServletException {
        attributes.forEach(context::setAttribute);
        listeners.forEach(context::addListener);
        filters.forEach(entry -> register(entry, context));
        servlets.forEach(entry -> register(entry, context));
        for (ServletContainerInitializer initializer : initializers) {
            initializer.onStartup(Set.of(), context);
        }
    }

    private static void register(FilterEntry entry, ServletContext context) {
        FilterRegistration.Dynamic registration = context.addFilter(entry.name(), entry.filter());
        registration.setAsyncSupported(entry.asyncSupported());
        registration.setInitParameters(entry.initParams());
        EnumSet<DispatcherType> dispatchers = EnumSet.copyOf(entry.dispatchers());
        registration.addMappingForUrlPatterns(
                dispatchers, true, entry.patterns().toArray(String[]::new));
    }

    private static void register(ServletEntry entry, ServletContext context) {
        ServletRegistration.Dynamic registration = context.addServlet(entry.name(), entry.servlet());
        registration.setAsyncSupported(entry.asyncSupported());
        if (entry.multipart()) {
            // By the container's own measure, and in its own directory.
            registration.setMultipartConfig(new MultipartConfigElement(""));
        }
        if (entry.onStartup()) {
            registration.setLoadOnStartup(1);
        }
        registration.addMapping(entry.patterns().toArray(String[]::new));
    }

    private static <T> List<T> appended(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }

    private static <K, V> Map<K, V> put(Map<K, V> map, K key, V value) {
        Map<K, V> larger = new HashMap<>(map);
        larger.put(key, value);
        return larger;
    }
}
