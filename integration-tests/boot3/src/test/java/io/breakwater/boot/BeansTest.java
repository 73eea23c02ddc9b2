package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.Breakwater;
import io.breakwater.CorrelationIdFilter;
import io.breakwater.fault.Fault;
import io.breakwater.fault.FaultRule;
import io.breakwater.internal.correlation.LogContext;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.page.Page;
import io.breakwater.page.RenderedPage;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** A bean of the app's own takes the place of ours, or its place beside ours. */
class BeansTest {

    @Test
    void aPageOfTheAppsOwnReplacesTheBuiltInOnes() {
        try (Harbour harbour = Harbour.start(OwnPageApp.class)) {
            assertThat(harbour.visit("/orders/7").body()).isEqualTo("the app's own page");
        }
    }

    @Test
    void aFaultRuleOfTheAppsOwnReadsItsExceptions() {
        try (Harbour harbour = Harbour.start(OwnRuleApp.class)) {
            HttpResponse<String> answer = harbour.visit("/broken");

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(answer.headers().firstValue("Proxy-Status")).contains("breakwater;error=dns_error");
        }
    }

    @Test
    void anEngineOfTheAppsOwnReplacesOurs() {
        try (Harbour harbour = Harbour.start(OwnEngineApp.class, "breakwater.brand.name=From the settings")) {
            assertThat(harbour.visit("/orders/7").body())
                    .contains("From the code")
                    .doesNotContain("From the settings");
        }
    }

    /** What the engine takes in may stand in a class that is made with a client's builder, which our customizer prepares. */
    @Test
    void beansForTheEngineMayStandInAClassThatTakesClientsBuilders() {
        try (Harbour harbour = Harbour.start(OneClassApp.class)) {
            assertThat(harbour.visit("/orders/7").statusCode()).isEqualTo(502);
            OneClassApp app = harbour.bean(OneClassApp.class);
            assertThat(app.registry.getAllCircuitBreakers()).isNotEmpty();
            await().untilAsserted(() -> assertThat(app.reports).hasSize(1));
        }
    }

    @Test
    void aCorrelationFilterOfTheAppsOwnWins() {
        try (Harbour harbour = Harbour.start(OwnCorrelationApp.class, "breakwater.correlation.header=X-Visit")) {
            assertThat(harbour.context().getBeansOfType(FilterRegistrationBean.class))
                    .containsKeys("own", "breakwaterFilter")
                    .doesNotContainKey("breakwaterCorrelationIdFilter");
        }
    }

    @Test
    void onlyTheRequestsAskedForAreGuarded() {
        try (Harbour harbour = Harbour.start(OrdersApp.class, "breakwater.spring.url-patterns=/elsewhere/*, /else")) {
            assertThat(harbour.visit("/orders/7").statusCode()).isEqualTo(500);
        }
    }

    /** A filter without any order, as most are, runs behind the one for the ID and in front of the guard. */
    @ParameterizedTest
    @MethodSource("io.breakwater.boot.ServersTest#servers")
    void theAppsFiltersRunBetweenOurs(Class<?> server) {
        try (Harbour harbour = Harbour.start(FilteredApp.class, "test.server=" + server.getName())) {
            HttpResponse<String> page = harbour.visit("/orders/7");

            String id = page.headers().firstValue("X-Request-ID").orElseThrow();
            // The page is with the visitor a moment before the filters return.
            await().untilAsserted(
                            () -> assertThat(harbour.bean(Passers.class).seen).containsExactly(id, "502"));
        }
    }

    @Test
    void theFiltersAreThereForTheDispatchesThatTheyServe() {
        try (Harbour harbour = Harbour.start(OrdersApp.class)) {
            assertThat(dispatches(harbour, "breakwaterFilter"))
                    .isEqualTo(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
            assertThat(dispatches(harbour, "breakwaterCorrelationIdFilter"))
                    .isEqualTo(EnumSet.of(
                            DispatcherType.REQUEST,
                            DispatcherType.FORWARD,
                            DispatcherType.ASYNC,
                            DispatcherType.ERROR));
        }
    }

    private static EnumSet<DispatcherType> dispatches(Harbour harbour, String bean) {
        FilterRegistrationBean<?> registration = harbour.context().getBean(bean, FilterRegistrationBean.class);
        return registration.determineDispatcherTypes();
    }

    static class OwnPageApp extends OrdersApp {
        @Bean
        Page page() {
            return (model, format) -> new RenderedPage(
                    "text/plain", "the app's own page".getBytes(StandardCharsets.UTF_8), Optional.empty());
        }
    }

    static class OwnRuleApp extends OrdersApp {
        @Bean
        FaultRule rule() {
            return cause -> cause instanceof IllegalStateException ? Optional.of(Fault.DNS_ERROR) : Optional.empty();
        }
    }

    static class OwnEngineApp extends OrdersApp {
        @Bean
        Breakwater engine() {
            return Breakwater.builder()
                    .set("breakwater.brand.name", "From the code")
                    .build();
        }
    }

    static class OneClassApp extends OrdersApp {
        final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        final Queue<ExchangeReport> reports = new ConcurrentLinkedQueue<>();

        @SuppressWarnings("unused") // that they are asked for is the point
        OneClassApp(RestClient.Builder restClients, WebClient.Builder webClients) {}

        @Bean
        CircuitBreakerRegistry registry() {
            return registry;
        }

        @Bean
        ExchangeListener reports() {
            return new ExchangeListener() {
                @Override
                public void exchangeEnded(ExchangeReport report) {
                    reports.add(report);
                }
            };
        }

        @Bean
        FaultRule rule() {
            return cause -> Optional.empty();
        }
    }

    static class OwnCorrelationApp extends OrdersApp {
        @Bean
        FilterRegistrationBean<CorrelationIdFilter> own() {
            return new FilterRegistrationBean<>(new CorrelationIdFilter("X-Visit"));
        }
    }

    static class FilteredApp extends OrdersApp {
        @Bean
        Passers passers() {
            return new Passers();
        }

        @Bean
        Filter unordered(Passers passers) {
            return (request, response, chain) -> {
                passers.seen.add(String.valueOf(MDC.get(LogContext.CORRELATION_ID)));
                chain.doFilter(request, response);
                passers.seen.add(String.valueOf(((HttpServletResponse) response).getStatus()));
            };
        }
    }

    /** What a filter between ours sees. */
    static class Passers {
        final Queue<String> seen = new ConcurrentLinkedQueue<>();
    }
}
