package io.breakwater.spring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;

/** Tells that a reactive app goes unguarded, which would otherwise look as if all were well. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnProperty(prefix = BreakwaterProperties.PREFIX, name = "enabled", matchIfMissing = true)
public class ReactiveAutoConfiguration {

    // Not the filter's name, whose class needs the Servlet API.
    private static final Logger LOG = LoggerFactory.getLogger(ReactiveAutoConfiguration.class);

    ReactiveAutoConfiguration() {
        LOG.warn(
                "nothing is guarded: Breakwater is a servlet filter, and this app runs on WebFlux;"
                        + " {}.enabled=false says that this is meant so",
                BreakwaterProperties.PREFIX);
    }
}
