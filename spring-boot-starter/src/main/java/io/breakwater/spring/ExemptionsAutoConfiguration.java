package io.breakwater.spring;

import io.breakwater.BreakwaterFilter;
import jakarta.servlet.ServletContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.DispatcherServlet;

/** What is not guarded unless the app wants it: what Boot itself knows to ask no downstream. */
@AutoConfiguration(before = BreakwaterAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(
        prefix = BreakwaterProperties.PREFIX,
        name = {"enabled", "default-excludes"},
        matchIfMissing = true)
public class ExemptionsAutoConfiguration {

    /** Tells what that is, once the app has started. */
    @Bean
    ApplicationListener<ApplicationStartedEvent> breakwaterExemptionsTold(
            ObjectProvider<Exemption> exemptions, ServletContext context) {
        return new Teller(exemptions, context);
    }

    /** The actuator's endpoints. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(PathMappedEndpoints.class)
    static class Actuator {

        @Bean
        @Order(0) // costs next to nothing to ask
        Exemption breakwaterActuatorPaths(ObjectProvider<PathMappedEndpoints> endpoints, Environment environment) {
            return new ActuatorPaths(endpoints, environment);
        }
    }

    /** The app's files. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DispatcherServlet.class)
    static class Files {

        @Bean
        @Order(1)
        Exemption breakwaterStaticFiles(ListableBeanFactory beans) {
            return new StaticFiles(beans);
        }
    }

    /** A class of its own, of which Spring can see what it listens to; no record, since Spring compares listeners (RATIONALE). */
    private static final class Teller implements ApplicationListener<ApplicationStartedEvent> {

        private static final Logger LOG = LoggerFactory.getLogger(BreakwaterFilter.class);

        private final ObjectProvider<Exemption> exemptions;
        private final ServletContext context;

        Teller(ObjectProvider<Exemption> exemptions, ServletContext context) {
            this.exemptions = exemptions;
            this.context = context;
        }

        @Override
        public void onApplicationEvent(ApplicationStartedEvent event) {
            List<String> told = exemptions
                    .orderedStream()
                    .flatMap(exemption -> exemption.told(context).stream())
                    .toList();
            if (!told.isEmpty()) {
                LOG.info(
                        "not guarded by default: {}; {}.default-excludes=false has them guarded, too",
                        String.join(", ", told),
                        BreakwaterProperties.PREFIX);
            }
        }
    }
}
