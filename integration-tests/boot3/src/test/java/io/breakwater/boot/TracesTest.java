package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.downstream.Silence;
import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.Filter;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/** What a tracer and Micrometer learn of a request that was answered in the app's place. */
class TracesTest {

    @Test
    void whatTheLogTellsOfATraceIsToldOnTheAnsweringThreadToo() {
        try (ScriptedDownstream downstream = ScriptedDownstream.start();
                Harbour harbour =
                        Harbour.start(App.class, "downstream=" + downstream.uri(), "breakwater.timeout=500ms")) {
            downstream.behave(new Silence());

            assertThat(harbour.visit("/orders/7").statusCode()).isEqualTo(504);

            Queue<Map<String, String>> heard = harbour.bean(Ear.class).contexts;
            await().untilAsserted(() -> assertThat(heard).hasSize(1));
            assertThat(heard.element())
                    .containsEntry("thread", "breakwater-answer")
                    .containsEntry("traceId", "trace-of-tracer")
                    .containsEntry("spanId", "span-of-tracer")
                    .containsKey("correlationId");
        }
    }

    @Test
    void theRequestsOwnObservationKeepsItsErrorAndHasOurTags() {
        Observation.Context unguarded = observed("http.server.requests", "breakwater.spring.enabled=false");
        Observation.Context guarded = observed("http.server.requests", "breakwater.retry.max-attempts=1");

        assertThat(guarded.getError()).hasSameClassAs(unguarded.getError());
        assertThat(guarded.getLowCardinalityKeyValue("exception"))
                .isEqualTo(unguarded.getLowCardinalityKeyValue("exception"));
        assertThat(guarded.getHighCardinalityKeyValues())
                .contains(
                        KeyValue.of("breakwater.route", "default"),
                        KeyValue.of("breakwater.attempts", "1"),
                        KeyValue.of("breakwater.fault", "connection_refused"));
        assertThat(observed("within", "breakwater.retry.max-attempts=1").getHighCardinalityKeyValues())
                .isEmpty();
    }

    /** Where nobody listens at the downstream's address. */
    private static Observation.Context observed(String name, String property) {
        try (Harbour harbour = Harbour.start(App.class, property)) {
            harbour.visit("/orders/7");
            Queue<Observation.Context> ended = harbour.bean(Witness.class).ended;
            await().untilAsserted(() -> assertThat(ended).anyMatch(context -> name.equals(context.getName())));
            return ended.stream()
                    .filter(context -> name.equals(context.getName()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static class App extends OrdersApp {

        /** As a tracer does it. */
        @Bean
        FilterRegistrationBean<Filter> tracer() {
            return at(-1_000, (request, response, chain) -> {
                MDC.put("traceId", "trace-of-tracer");
                MDC.put("spanId", "span-of-tracer");
                try {
                    chain.doFilter(request, response);
                } finally {
                    MDC.remove("traceId");
                    MDC.remove("spanId");
                }
            });
        }

        /** As Spring Security does it for its filters. */
        @Bean
        FilterRegistrationBean<Filter> observing(ObservationRegistry registry) {
            return at(-100, (request, response, chain) -> Observation.createNotStarted("within", registry)
                    .observeChecked(() -> {
                        try {
                            chain.doFilter(request, response);
                        } catch (java.io.IOException e) {
                            throw new jakarta.servlet.ServletException(e);
                        }
                    }));
        }

        private static FilterRegistrationBean<Filter> at(int order, Filter filter) {
            FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
            registration.setOrder(order);
            return registration;
        }

        @Bean
        Ear ear() {
            return new Ear();
        }

        @Bean
        Witness witness() {
            return new Witness();
        }
    }

    /** Hears where a line of the log would be written. */
    static class Ear implements ExchangeListener {
        final Queue<Map<String, String>> contexts = new ConcurrentLinkedQueue<>();

        @Override
        public void exchangeEnded(ExchangeReport report) {
            Map<String, String> context = new java.util.HashMap<>(MDC.getCopyOfContextMap());
            context.put("thread", Thread.currentThread().getName());
            contexts.add(context);
        }
    }

    static class Witness implements ObservationHandler<Observation.Context> {
        final Queue<Observation.Context> ended = new ConcurrentLinkedQueue<>();

        @Override
        public void onStop(Observation.Context context) {
            ended.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }
}
