package io.breakwater.matrix.boot4;

import io.breakwater.BreakwaterFilter;
import io.breakwater.matrix.variant.Environment;
import io.breakwater.matrix.variant.ProxyVariant;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cloud.gateway.server.mvc.common.MvcUtils;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Spring Cloud Gateway Server MVC 5 on Spring Boot 4 with its embedded Tomcat 11. */
final class GatewayVariant implements ProxyVariant {
    private final Environment surroundings;
    private ConfigurableApplicationContext context = new GenericApplicationContext();

    GatewayVariant(Environment surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public URI start(BreakwaterFilter guard) {
        context = new SpringApplicationBuilder()
                .sources(App.class)
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
        int port = Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer())
                .getPort();
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        context.close();
    }

    /** The guard in its place, as the README has it; a route for all, to the target of the path; and its client. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {
        @Bean
        FilterRegistrationBean<BreakwaterFilter> breakwater(BreakwaterFilter guard) {
            FilterRegistrationBean<BreakwaterFilter> registration = new FilterRegistrationBean<>(guard);
            registration.addUrlPatterns("/*");
            registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
            registration.setOrder(Ordered.LOWEST_PRECEDENCE);
            return registration;
        }

        @Bean
        ClientHttpRequestFactory client(Environment surroundings) {
            HttpClient jdk = HttpClient.newBuilder()
                    .connectTimeout(surroundings.connect())
                    .sslContext(surroundings.tls())
                    .build();
            JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(jdk);
            factory.setReadTimeout(Duration.ofMillis(surroundings.answerMillis()));
            return factory;
        }

        @Bean
        RouterFunction<ServerResponse> everything(Environment surroundings) {
            return GatewayRouterFunctions.route("everything")
                    .route(RequestPredicates.path("/error").negate(), HandlerFunctions.http())
                    .before(request -> {
                        MvcUtils.setRequestUrl(request, surroundings.targets().of(request.path()));
                        return request;
                    })
                    .build();
        }
    }
}
