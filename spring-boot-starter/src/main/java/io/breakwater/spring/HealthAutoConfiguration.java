package io.breakwater.spring;

import io.breakwater.operations.Operations;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The health contributor {@code breakwater}, which reports how the routes stand and never says that the app is down. Boot 4 has moved
 * the type, so there is one for each.
 */
@AutoConfiguration(after = BreakwaterAutoConfiguration.class)
@ConditionalOnClass(Operations.class)
@ConditionalOnBean(Operations.class)
@ConditionalOnProperty(name = "management.health.breakwater.enabled", matchIfMissing = true)
public class HealthAutoConfiguration {

    /** Where Boot is 3. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class Boot3 {

        @Bean
        @ConditionalOnMissingBean(name = "breakwaterHealthIndicator")
        HealthIndicator breakwaterHealthIndicator(Operations operations) {
            return () -> org.springframework.boot.actuate.health.Health.up()
                    .withDetails(HealthDetails.of(operations))
                    .build();
        }
    }

    /** Where Boot is 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.health.contributor.HealthIndicator.class)
    static class Boot4 {

        @Bean
        @ConditionalOnMissingBean(name = "breakwaterHealthIndicator")
        org.springframework.boot.health.contributor.HealthIndicator breakwaterHealthIndicator(Operations operations) {
            return () -> org.springframework.boot.health.contributor.Health.up()
                    .withDetails(HealthDetails.of(operations))
                    .build();
        }
    }
}
