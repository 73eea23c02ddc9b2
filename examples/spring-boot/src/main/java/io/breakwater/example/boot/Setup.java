package io.breakwater.example.boot;

import io.breakwater.example.control.ControlServlet;
import io.breakwater.example.downstreams.Service;
import io.breakwater.example.downstreams.Services;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** What is around the shop in the demo: the services behind it, in the same process, and the panel with their switches. */
@Configuration(proxyBeanMethods = false)
class Setup {
    private static final Logger LOG = LoggerFactory.getLogger(Setup.class);

    @Bean
    Services services() {
        return Services.start();
    }

    @Bean
    Downstreams downstreams(Services services) {
        return new Downstreams(Arrays.stream(Service.values())
                .collect(Collectors.toMap(
                        Service::id, service -> services.downstream(service).uri())));
    }

    @Bean
    ServletRegistrationBean<ControlServlet> controlPanel() {
        return new ServletRegistrationBean<>(new ControlServlet(), "/control/*");
    }

    /** Where the panel looks for them. */
    @Bean
    ServletContextInitializer servicesForThePanel(Services services) {
        return context -> context.setAttribute(Services.class.getName(), services);
    }

    @EventListener
    void tell(ApplicationReadyEvent ready) {
        LOG.info(
                "The shop is open: http://127.0.0.1:{}/ (Ctrl-C closes it)",
                ready.getApplicationContext().getEnvironment().getProperty("local.server.port"));
    }
}
