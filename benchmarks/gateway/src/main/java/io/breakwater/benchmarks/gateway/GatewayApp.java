package io.breakwater.benchmarks.gateway;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.circuitbreaker.resilience4j.Resilience4JCircuitBreakerFactory;
import org.springframework.cloud.client.circuitbreaker.Customizer;
import org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions;
import org.springframework.cloud.gateway.server.mvc.filter.CircuitBreakerFilterFunctions;
import org.springframework.cloud.gateway.server.mvc.filter.RetryFilterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** The gateway on Jetty: for each route its own breaker with a time limit and a fallback, and within it its own retry. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class GatewayApp {

    private static final String FALLBACK = "/fallback";

    /** Serves until it is killed. */
    public static void main(String[] arguments) {
        System.out.println("listening " + port(start()));
    }

    static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(GatewayApp.class)
                .properties(Map.of(
                        "server.port", "0",
                        "server.address", "127.0.0.1",
                        "server.jetty.threads.max", "200",
                        "logging.level.root", "OFF",
                        "spring.main.banner-mode", "off"))
                .properties(timeLimits())
                .run();
    }

    /** The time limit is the breaker's here; one that is given to its factory is overlooked, and a second holds instead. */
    private static Map<String, Object> timeLimits() {
        return PeerRoute.all().stream()
                .collect(Collectors.toMap(
                        route -> "resilience4j.timelimiter.instances." + route.segment() + ".timeout-duration",
                        PeerRoute::timeout));
    }

    static int port(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** The routes that the system property tells of. */
    @Bean
    List<PeerRoute> peerRoutes() {
        return PeerRoute.all();
    }

    /** The same breaker for all as the other peers have. */
    @Bean
    Customizer<Resilience4JCircuitBreakerFactory> breakers(List<PeerRoute> routes) {
        return factory -> routes.forEach(route -> factory.configure(
                builder -> builder.circuitBreakerConfig(CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.TIME_BASED)
                        .slidingWindowSize(10)
                        .minimumNumberOfCalls("NEVER".equals(route.breaking()) ? Integer.MAX_VALUE : 20)
                        .waitDurationInOpenState(Duration.ofSeconds("STAYS_OPEN".equals(route.breaking()) ? 3600 : 5))
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .build()),
                route.segment()));
    }

    /** The same client as the other Java apps have. */
    @Bean
    ClientHttpRequestFactory client() {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new JdkClientHttpRequestFactory(client);
    }

    /** The proxy. */
    @Bean
    RouterFunction<ServerResponse> proxy(List<PeerRoute> routes) {
        Supplier<RouterFunction<ServerResponse>> sorry = () -> RouterFunctions.route()
                .GET(FALLBACK, request -> ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .contentType(MediaType.TEXT_HTML)
                        .body("<h1>Sorry</h1>"))
                .build();
        return routes.stream().map(GatewayApp::proxy).reduce(sorry.get(), RouterFunction::and);
    }

    private static RouterFunction<ServerResponse> proxy(PeerRoute route) {
        return GatewayRouterFunctions.route(route.segment())
                .route(RequestPredicates.path("/" + route.segment() + "/**"), HandlerFunctions.http())
                .before(BeforeFilterFunctions.uri(route.target()))
                // The first is the outermost: the other way round, the retry would see the fallback's answer only.
                .filter(CircuitBreakerFilterFunctions.circuitBreaker(
                        breaker -> breaker.setId(route.segment()).setFallbackUri("forward:" + FALLBACK)))
                // Counts the attempts after the first, and sleeps for a second before each: there is no setting for it.
                .filter(RetryFilterFunctions.retry(retry -> retry.setRetries(route.attempts() - 1)
                        .addMethods(HttpMethod.GET)
                        .setExceptions(Set.of(IOException.class, ResourceAccessException.class))))
                .build();
    }
}
