package io.breakwater;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of each {@link BreakwaterFilter} that a web app has registered when the app starts: a wrong one stops the
 * start, although some servers make filters only at the first request. The filter takes over what was read, so that nothing is read
 * twice. Servers find this class in the jar by themselves; there is nothing to do for it, and it does nothing in an app without such a
 * filter.
 *
 * <p>It looks twice. As a {@code ServletContainerInitializer} it sees the filters of web.xml and of annotations, also where web.xml is
 * {@code metadata-complete}; as a listener of the jar's web-fragment.xml those that code has registered meanwhile. Only a listener
 * that is declared may look at them (Servlet 6.0, section 4.4).
 *
 * <p>While a filter waits for its start that code has given an engine, nothing is read, since nobody can tell it from the others: that
 * is so in Spring Boot, whose starter reads the settings itself.
 */
public final class SettingsAtStart implements ServletContainerInitializer, ServletContextListener {

    /** For the server. */
    public SettingsAtStart() {}

    /**
     * Reads the settings of the filters that are registered already.
     *
     * @throws ServletException when any setting is wrong, with the reason as its cause: of other exceptions Tomcat stops more than the app
     */
    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) throws ServletException {
        try {
            check(context);
        } catch (RuntimeException e) {
            // Where the app's own log is, since a container tells of an initializer in the server's alone.
            context.log(String.valueOf(e.getMessage()));
            throw new ServletException(e.getMessage(), e);
        }
    }

    /**
     * Reads the settings of those that have been registered since.
     *
     * @throws io.breakwater.config.SettingsException when any setting is wrong
     */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        check(event.getServletContext());
    }

    private static void check(ServletContext context) {
        if (!BreakwaterFilter.mayHaveEngine()) {
            context.getFilterRegistrations().values().stream()
                    .filter(registration -> BreakwaterFilter.class.getName().equals(registration.getClassName()))
                    .forEach(registration -> check(context, registration));
        }
    }

    private static void check(ServletContext context, FilterRegistration registration) {
        EnginesOfApp engines = EnginesOfApp.of(context);
        Map<String, String> initParams = registration.getInitParameters();
        if (!engines.isChecked(registration.getName(), initParams)) {
            Breakwater.Builder builder = FilterSources.builder(context, initParams);
            builder.check();
            engines.checked(registration.getName(), initParams, builder);
        }
    }
}
