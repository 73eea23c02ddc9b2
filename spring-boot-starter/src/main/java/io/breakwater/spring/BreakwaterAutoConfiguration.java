package io.breakwater.spring;

import io.breakwater.Breakwater;
import io.breakwater.BreakwaterFilter;
import io.breakwater.CorrelationIdFilter;
import io.breakwater.fault.FaultRule;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.operations.metrics.MeterListener;
import io.breakwater.page.Page;
import io.breakwater.route.RouteResolver;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.time.Duration;
import java.util.ServiceLoader;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** Puts the guard into a servlet app: {@link CorrelationIdFilter} first of all filters, {@link BreakwaterFilter} last. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty(prefix = BreakwaterProperties.PREFIX, name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(BreakwaterProperties.class)
@ImportRuntimeHints(PageHints.class)
public class BreakwaterAutoConfiguration {

    /** The engine, which reads its settings from the environment and takes the app's beans in. */
    @Bean
    @ConditionalOnMissingBean
    Breakwater breakwater(
            ConfigurableEnvironment environment,
            ResourceLoader resources,
            ObjectProvider<CircuitBreakerRegistry> registry,
            ObjectProvider<ExchangeListener> listeners,
            ObjectProvider<FaultRule> faultRules,
            ObjectProvider<RouteResolver> routeResolvers,
            ObjectProvider<Exemption> exemptions,
            ObjectProvider<Page> page,
            ObjectProvider<BreakwaterCustomizer> customizers) {
        Breakwater.Builder builder = Breakwater.builder();
        ClassLoader loader = resources.getClassLoader();
        if (loader != null) {
            builder.sources().classLoader(loader);
            // One that is a bean as well comes with the beans: it would hear everything twice.
            ServiceLoader.load(ExchangeListener.class, loader).stream()
                    .filter(found -> listeners.stream().noneMatch(found.type()::isInstance))
                    .map(ServiceLoader.Provider::get)
                    .forEach(builder::listener);
            ServiceLoader.load(FaultRule.class, loader).forEach(builder::faultRule);
            ServiceLoader.load(RouteResolver.class, loader).forEach(builder::routeResolver);
        }
        builder.sources().readAnew(sources -> EnvironmentSettings.addTo(sources, environment));
        registry.ifAvailable(builder::circuitBreakerRegistry);
        listeners.orderedStream().forEach(builder::listener);
        faultRules.orderedStream().forEach(builder::faultRule);
        routeResolvers.orderedStream().forEach(builder::routeResolver);
        exemptions.orderedStream().forEach(builder::exempt);
        page.ifAvailable(builder::page);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    /** First, so that every filter logs under the correlation ID; in error pages, too. */
    @Bean
    @ConditionalOnMissingBean(value = CorrelationIdFilter.class, parameterizedContainer = FilterRegistrationBean.class)
    FilterRegistrationBean<CorrelationIdFilter> breakwaterCorrelationIdFilter(Breakwater breakwater) {
        FilterRegistrationBean<CorrelationIdFilter> registration =
                registration(new CorrelationIdFilter(breakwater.correlationHeader()), Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(
                DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC, DispatcherType.ERROR);
        return registration;
    }

    /** Last, right before what it guards. */
    @Bean
    @ConditionalOnMissingBean(value = BreakwaterFilter.class, parameterizedContainer = FilterRegistrationBean.class)
    FilterRegistrationBean<BreakwaterFilter> breakwaterFilter(Breakwater breakwater, BreakwaterProperties properties) {
        FilterRegistrationBean<BreakwaterFilter> registration =
                registration(new BreakwaterFilter(breakwater), Ordered.LOWEST_PRECEDENCE);
        // A filter without a registration of its own has the lowest precedence, too, and would come after this one.
        registration.setMatchAfter(true);
        registration.setUrlPatterns(properties.urlPatterns());
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        return registration;
    }

    private static <F extends Filter> FilterRegistrationBean<F> registration(F filter, int order) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.setAsyncSupported(true);
        return registration;
    }

    /** Where Spring MVC chooses the handlers. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MappedInterceptor.class)
    static class Handlers {

        @Bean
        BreakwaterCustomizer breakwaterHandlersNamed() {
            return builder -> builder.namesHandlers(ActuatorPaths.DISPATCHER_SERVLET);
        }

        /** What Spring MVC gives every asynchronous request is no handler's word that it waits on purpose. */
        @Bean
        BreakwaterCustomizer breakwaterRequestTimeout(Environment environment) {
            return builder -> Binder.get(environment)
                    .bind("spring.mvc.async.request-timeout", Duration.class)
                    .ifBound(builder::frameworkTimeout);
        }

        /** All mappings take this kind of bean in, whoever made them; an interceptor that an app registers is for some only. */
        @Bean
        MappedInterceptor breakwaterHandlerNames() {
            return new MappedInterceptor(new String[] {"/**"}, new HandlerNames());
        }
    }

    /** Where Micrometer counts, and the app has not left out the jar that counts with it. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({MeterRegistry.class, MeterListener.class})
    @ConditionalOnBean(MeterRegistry.class)
    static class Meters {

        @Bean
        ExchangeListener breakwaterMeters(MeterRegistry registry) {
            return new MeterListener(registry);
        }
    }

    /** Where Micrometer observes. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ObservationRegistry.class)
    @ConditionalOnBean(ObservationRegistry.class)
    static class Observations {

        @Bean
        ExchangeListener breakwaterObservations() {
            return new ObservationListener();
        }
    }
}
