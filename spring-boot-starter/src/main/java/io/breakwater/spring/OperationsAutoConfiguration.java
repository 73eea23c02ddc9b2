package io.breakwater.spring;

import io.breakwater.operations.Operations;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** What is remembered of the engine, where the app has not left out the jar that remembers. */
@AutoConfiguration(before = BreakwaterAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(prefix = BreakwaterProperties.PREFIX, name = "enabled", matchIfMissing = true)
@ConditionalOnClass(Operations.class)
public class OperationsAutoConfiguration {

    /** One of the listeners that the engine takes in. */
    @Bean
    @ConditionalOnMissingBean
    Operations breakwaterOperations() {
        return new Operations();
    }
}
