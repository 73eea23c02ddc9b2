package io.breakwater.frameworks;

import jakarta.servlet.Servlet;
import java.util.Set;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** Jersey. */
final class JerseyTest extends JaxRsContract {
    @Override
    Servlet servlet(Set<Class<?>> resourcesAndProviders) {
        return new ServletContainer(new ResourceConfig(resourcesAndProviders));
    }
}
