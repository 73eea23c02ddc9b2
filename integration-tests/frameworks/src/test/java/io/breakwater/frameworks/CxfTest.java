package io.breakwater.frameworks;

import jakarta.servlet.Servlet;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.apache.cxf.jaxrs.servlet.CXFNonSpringJaxrsServlet;

/** CXF. */
final class CxfTest extends JaxRsContract {
    @Override
    Servlet servlet(Set<Class<?>> resourcesAndProviders) {
        return new CXFNonSpringJaxrsServlet(new Application() {
            @Override
            public Set<Class<?>> getClasses() {
                return resourcesAndProviders;
            }
        });
    }
}
