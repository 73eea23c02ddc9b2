package io.breakwater.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.Servlet;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher;
import org.junit.jupiter.api.Test;

/** RESTEasy, which maps every exception unless it is told not to. */
final class ResteasyTest extends JaxRsContract {
    private static Set<Class<?>> classes = Set.of();

    /** Which RESTEasy makes by its name. */
    public static final class App extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return classes;
        }
    }

    @Override
    Servlet servlet(Set<Class<?>> resourcesAndProviders) {
        classes = resourcesAndProviders;
        return new HttpServlet30Dispatcher();
    }

    @Override
    Map<String, String> parameters() {
        return Map.of("jakarta.ws.rs.Application", App.class.getName());
    }

    @Override
    Map<String, String> thatLetThrow() {
        return Map.of("jakarta.ws.rs.Application", App.class.getName(), "dev.resteasy.exception.mapper", "false");
    }

    /** And tells what went wrong in the exception's own words. */
    @Test
    void byDefaultItMapsEverything() throws Exception {
        try (GuardedTomcat app = start()) {
            assertHidden(app, "/orders/now");
            assertThat(assertHidden(app, "/orders/mistake").body()).isEqualTo("the app's own mistake");
        }
    }
}
