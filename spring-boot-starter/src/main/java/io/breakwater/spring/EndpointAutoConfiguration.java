package io.breakwater.spring;

import io.breakwater.Breakwater;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The actuator's endpoint, where there is an actuator. */
@AutoConfiguration(after = BreakwaterAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(Breakwater.class)
public class EndpointAutoConfiguration {

    /** There when the app's settings let it be. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    BreakwaterEndpoint breakwaterEndpoint(Breakwater breakwater) {
        return new BreakwaterEndpoint(breakwater);
    }
}
