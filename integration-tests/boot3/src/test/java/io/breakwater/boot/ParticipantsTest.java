package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.Breakwater;
import io.breakwater.BreakwaterFilter;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.route.RouteResolver;
import io.breakwater.spring.BreakwaterCustomizer;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import jakarta.servlet.DispatcherType;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** What else of the app takes part. */
@ExtendWith(OutputCaptureExtension.class)
class ParticipantsTest {

    private static final String[] ORDERS = {
        "logging.level.io.breakwater.exchange=info",
        "breakwater.routes.orders.path=/orders/*",
        "breakwater.routes.orders.circuit-breaker.minimum-number-of-calls=2",
        "breakwater.routes.orders.retry.max-attempts=1",
        "management.endpoints.web.exposure.include=*",
        "management.endpoint.health.show-details=always",
        "management.health.circuitbreakers.enabled=true",
        "resilience4j.circuitbreaker.configs.default.register-health-indicator=true"
    };

    @Test
    void theAppsRegistryMetersAndObservationsKnowTheRoutes(CapturedOutput output) {
        try (Harbour harbour = Harbour.start(WitnessedApp.class, ORDERS)) {
            assertThat(harbour.visit("/orders/7").statusCode()).isEqualTo(502);
            assertThat(harbour.visit("/orders/7").statusCode()).isEqualTo(502);
            assertThat(harbour.visit("/orders/7").statusCode()).isEqualTo(503);

            assertThat(harbour.bean(CircuitBreakerRegistry.class)
                            .circuitBreaker("breakwater.orders")
                            .getState())
                    .hasToString("OPEN");
            assertThat(harbour.get("/actuator/circuitbreakers", "application/json")
                            .body())
                    .contains("\"breakwater.orders\"", "\"state\":\"OPEN\"");
            assertThat(harbour.get("/actuator/circuitbreakerevents/breakwater.orders", "application/json")
                            .body())
                    .contains("STATE_TRANSITION", "connection_refused");
            assertThat(harbour.get(
                                    "/actuator/metrics/resilience4j.circuitbreaker.state?tag=name:breakwater.orders&tag=state:open",
                                    "application/json")
                            .body())
                    .contains("\"value\":1.0");
            assertThat(harbour.get("/actuator/health", "application/json").body())
                    .contains("\"breakwater.orders\"", "CIRCUIT_OPEN");
            assertThat(harbour.get("/actuator/metrics/breakwater.exchanges?tag=route:orders", "application/json")
                            .body())
                    .contains("circuit_open", "connection_refused", "\"value\":3.0");
            assertThat(harbour.get("/actuator/metrics/breakwater.breaker.transitions", "application/json")
                            .body())
                    .contains("\"open\"");
            await().untilAsserted(() -> assertThat(harbour.bean(Witness.class).ended)
                    .anySatisfy(observed -> assertThat(observed)
                            .containsEntry("breakwater.route", "orders")
                            .containsKey("breakwater.correlation-id")
                            .containsEntry("breakwater.fault", "connection_refused")));
            assertThat(output).doesNotContain("template location");
            assertThat(harbour.context().containsBean("mustacheViewResolver")).isFalse();
        }
    }

    /** As its annotations do it, by the registry and a name. */
    @Test
    void aBreakerOfTheAppsByTheNameOfARouteIsItsOwn() {
        try (Harbour harbour = Harbour.start(
                SelfGuardedApp.class,
                Stream.concat(
                                Stream.of(ORDERS),
                                Stream.of(
                                        "resilience4j.circuitbreaker.instances.orders.minimum-number-of-calls=3",
                                        "breakwater.routes.orders.circuit-breaker.minimum-number-of-calls=4"))
                        .toArray(String[]::new))) {
            CircuitBreakerRegistry registry = harbour.bean(CircuitBreakerRegistry.class);

            assertThat(harbour.visit("/orders/self").statusCode()).isEqualTo(502);
            assertThat(harbour.visit("/orders/self").statusCode()).isEqualTo(502);

            assertThat(registry.circuitBreaker("orders").getMetrics().getNumberOfFailedCalls())
                    .isEqualTo(2);
            assertThat(registry.circuitBreaker("breakwater.orders").getMetrics().getNumberOfFailedCalls())
                    .isEqualTo(2);
            assertThat(harbour.visit("/orders/self").statusCode()).isEqualTo(502);
            assertThat(registry.circuitBreaker("orders").getState()).hasToString("OPEN");
            assertThat(harbour.visit("/orders/self").body()).isEqualTo("the app's own fallback");
        }
    }

    @Test
    void aBreakerOfTheAppsThatRefusesIsNamedInTheLog(CapturedOutput output) {
        try (Harbour harbour = Harbour.start(SelfGuardedApp.class, ORDERS)) {
            harbour.bean(CircuitBreakerRegistry.class).circuitBreaker("orders").transitionToForcedOpenState();

            assertThat(harbour.visit("/orders/self/refused").statusCode()).isEqualTo(503);

            await().untilAsserted(() -> assertThat(output)
                    .contains(" fault=circuit_open ")
                    .contains(" breaker=CLOSED appsBreaker=orders "));
        }
    }

    @Test
    void aBreakerOfTheAppsThatIsTheRoutesIsNamedWhereverItsStateIs(CapturedOutput output) {
        try (Harbour harbour = Harbour.start(
                SelfGuardedApp.class,
                Stream.concat(
                                Stream.of(ORDERS),
                                Stream.of(
                                        "resilience4j.circuitbreaker.instances[breakwater.orders].minimum-number-of-calls=2",
                                        "management.endpoint.breakwater.access=unrestricted"))
                        .toArray(String[]::new))) {
            assertThat(harbour.visit("/orders/7").statusCode()).isEqualTo(502);
            assertThat(harbour.visit("/orders/7").statusCode()).isEqualTo(502);

            assertThat(harbour.get("/actuator/breakwater", "application/json").body())
                    .containsOnlyOnce("\"breaker\":\"OPEN\",\"appsBreaker\":\"breakwater.orders\"")
                    .containsOnlyOnce("appsBreaker");
            await().untilAsserted(() -> assertThat(output)
                    .contains("breaker route=orders appsBreaker=breakwater.orders from=CLOSED to=OPEN")
                    .contains(" breaker=OPEN appsBreaker=breakwater.orders "));
        }
    }

    @Test
    void beansOfTheAppAreTakenIn() {
        try (Harbour harbour = Harbour.start(CustomizedApp.class, ORDERS)) {
            assertThat(harbour.visit("/orders/7").body()).contains("Made by a customizer");
            assertThat(harbour.visit("/broken").statusCode()).isEqualTo(500);
            await().untilAsserted(() -> assertThat(harbour.bean(Reports.class).heard)
                    .extracting(ExchangeReport::route)
                    .containsExactly("orders", "orders"));
        }
    }

    @Test
    void aRegistrationOfTheUsersOwnWins() {
        try (Harbour harbour = Harbour.start(OwnRegistrationApp.class, ORDERS)) {
            assertThat(harbour.context().getBeansOfType(FilterRegistrationBean.class))
                    .doesNotContainKey("breakwaterFilter")
                    .containsKeys("own", "breakwaterCorrelationIdFilter");
            assertThat(harbour.visit("/orders/7").statusCode()).isEqualTo(500);
        }
    }

    @Import(SelfGuarded.class)
    static class SelfGuardedApp extends OrdersApp {}

    @RestController
    static class SelfGuarded {
        private final CircuitBreakerRegistry registry;
        private final RestClient client;

        SelfGuarded(CircuitBreakerRegistry registry, RestClient.Builder clients) {
            this.registry = registry;
            this.client = clients.baseUrl("http://127.0.0.1:1").build();
        }

        @GetMapping("/orders/self")
        String order() {
            try {
                return registry.circuitBreaker("orders")
                        .executeSupplier(() -> String.valueOf(
                                client.get().uri("/orders").retrieve().body(String.class)));
            } catch (CallNotPermittedException e) {
                return "the app's own fallback";
            }
        }

        @GetMapping("/orders/self/refused")
        String refused() {
            return registry.circuitBreaker("orders").executeSupplier(() -> "calm");
        }
    }

    static class WitnessedApp extends OrdersApp {
        @Bean
        Witness witness() {
            return new Witness();
        }
    }

    /** Hears of every observation that has ended. */
    static class Witness implements ObservationHandler<Observation.Context> {
        final Queue<Map<String, String>> ended = new ConcurrentLinkedQueue<>();

        @Override
        public void onStop(Observation.Context context) {
            Map<String, String> values = new java.util.HashMap<>();
            context.getHighCardinalityKeyValues().forEach(value -> values.put(value.getKey(), value.getValue()));
            ended.add(values);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    static class CustomizedApp extends OrdersApp {
        @Bean
        BreakwaterCustomizer brand() {
            return builder -> builder.set("breakwater.brand.name", "Made by a customizer");
        }

        @Bean
        RouteResolver brokenIsAnOrder() {
            return request ->
                    Optional.of("orders").filter(name -> request.getRequestURI().equals("/broken"));
        }

        @Bean
        Reports reports() {
            return new Reports();
        }
    }

    static class Reports implements ExchangeListener {
        final Queue<ExchangeReport> heard = new ConcurrentLinkedQueue<>();

        @Override
        public void exchangeEnded(ExchangeReport report) {
            heard.add(report);
        }
    }

    static class OwnRegistrationApp extends OrdersApp {
        @Bean
        FilterRegistrationBean<BreakwaterFilter> own(Breakwater breakwater) {
            FilterRegistrationBean<BreakwaterFilter> registration =
                    new FilterRegistrationBean<>(new BreakwaterFilter(breakwater));
            registration.addUrlPatterns("/elsewhere/*");
            registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
            return registration;
        }
    }
}
