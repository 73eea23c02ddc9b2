package io.breakwater.matrix.variant;

import io.breakwater.BreakwaterFilter;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.server.ServletWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/** Spring Boot with its embedded Tomcat, for a way that Spring knows. */
abstract class BootHost implements ProxyVariant {
    private final Environment surroundings;
    private final Class<?> app;
    private final SpringApplicationBuilder builder = new SpringApplicationBuilder();
    private ConfigurableApplicationContext context = new GenericApplicationContext();

    BootHost(Environment surroundings, Class<?> app) {
        this.surroundings = surroundings;
        this.app = app;
    }

    @Override
    public final URI start(BreakwaterFilter guard) {
        context = builder.sources(Base.class, app)
                .initializers(fresh -> {
                    fresh.getBeanFactory().registerSingleton("surroundings", surroundings);
                    fresh.getBeanFactory().registerSingleton("guard", guard);
                })
                .properties(Map.of(
                        "server.port", "0",
                        "server.address", "127.0.0.1",
                        "server.tomcat.threads.max", "40",
                        "spring.main.banner-mode", "off",
                        "spring.main.register-shutdown-hook", "false"))
                .run();
        int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The JDK's client, Spring's usual choice where no other is there. */
    static JdkClientHttpRequestFactory client(Environment surroundings) {
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(JdkVariant.client(surroundings));
        factory.setReadTimeout(Duration.ofMillis(surroundings.answerMillis()));
        return factory;
    }

    @Override
    public void close() {
        context.close();
    }

    /** The guard's place, as the README has it. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Base {
        @Bean
        ServletWebServerFactory container() {
            return new TomcatServletWebServerFactory();
        }

        @Bean
        FilterRegistrationBean<BreakwaterFilter> breakwater(BreakwaterFilter guard) {
            FilterRegistrationBean<BreakwaterFilter> registration = new FilterRegistrationBean<>(guard);
            registration.addUrlPatterns("/*");
            registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
            registration.setOrder(Ordered.LOWEST_PRECEDENCE);
            return registration;
        }
    }
}
