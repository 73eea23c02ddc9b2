package io.breakwater.example.storefront;

import io.breakwater.example.downstreams.Service;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Tells the filter where each downstream is, by init-params, so that the diagnosis has something to ask. An app whose downstreams stay
 * where they are writes the URLs into {@code breakwater.properties} instead.
 */
public final class DownstreamUrls implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext app = event.getServletContext();
        FilterRegistration filter = app.getFilterRegistration("breakwater");
        for (Service service : Service.values()) {
            String url = app.getInitParameter("downstream." + service.id());
            if (filter != null && url != null) {
                filter.setInitParameter("breakwater.routes." + service.id() + ".downstream", url);
            }
        }
    }
}
