package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.downstream.BodyDrip;
import io.breakwater.downstream.Echo;
import io.breakwater.downstream.ReceivedRequest;
import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.downstream.Silence;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/** The app's clients take the correlation ID along and keep to the deadline. */
@ExtendWith(OutputCaptureExtension.class)
class ClientsTest {

    private final ScriptedDownstream downstream = ScriptedDownstream.start();

    @AfterEach
    void stop() {
        downstream.close();
    }

    private Harbour start(String... properties) {
        String[] all = new String[properties.length + 3];
        all[0] = "downstream=" + downstream.uri();
        all[1] = "breakwater.timeout-interrupt=false";
        all[2] = "breakwater.circuit-breaker.enabled=false";
        System.arraycopy(properties, 0, all, 3, properties.length);
        return Harbour.start(ClientsApp.class, all);
    }

    @Test
    void everyClientTellsTheDownstreamTheIdAndTheTimeLeft() {
        downstream.behave(new Echo());
        try (Harbour harbour = start("breakwater.spring.deadline-header=X-Time-Left", "breakwater.timeout=9s")) {
            for (String client : new String[] {"rest-client", "rest-template", "web-client"}) {
                downstream.forget();
                assertThat(harbour.get("/by/" + client, "*/*", "X-Request-ID", "visit-of-today")
                                .statusCode())
                        .as(client)
                        .isEqualTo(200);

                ReceivedRequest call = downstream.received().get(0);
                assertThat(call.headers().all("X-Request-ID")).as(client).containsExactly("visit-of-today");
                assertThat(Integer.parseInt(call.headers().first("X-Time-Left").orElseThrow()))
                        .as(client)
                        .isBetween(1, 9_000);
            }
        }
    }

    @Test
    void withoutAskingTheTimeLeftIsNotTold() {
        downstream.behave(new Echo());
        try (Harbour harbour = start()) {
            harbour.visit("/by/rest-client");

            assertThat(downstream.received().get(0).headers().fields())
                    .noneMatch(header ->
                            header.name().toLowerCase(java.util.Locale.ROOT).contains("time-left"));
        }
    }

    @Test
    void switchedOffTheClientsAreLeftAlone() {
        downstream.behave(new Echo());
        try (Harbour harbour = start("breakwater.spring.clients=false")) {
            harbour.visit("/by/rest-client");

            assertThat(downstream.received().get(0).headers().has("X-Request-ID"))
                    .isFalse();
        }
    }

    /** Nobody interrupts the thread, so it is the client itself that gives up. */
    @ParameterizedTest
    @ValueSource(strings = {"jdk", "http-components", "jetty", "reactor"})
    void everyClientGivesUpAtTheDeadline(String factory) throws Exception {
        downstream.behave(new Silence());
        try (Harbour harbour = start(
                "spring.http.client.factory=" + factory,
                "spring.http.clients.imperative.factory=" + factory,
                "breakwater.timeout=600ms")) {
            for (String client : new String[] {"rest-client", "rest-template", "web-client"}) {
                assertThat(harbour.visit("/by/" + client).statusCode()).isEqualTo(504);
                assertThat(harbour.bean(Caller.class).failures.poll(10, TimeUnit.SECONDS))
                        .as(client + " gave up")
                        .isNotNull();
            }
        }
    }

    /** Each read of such a body is in time, so that no read time-out ends it. */
    @ParameterizedTest
    @ValueSource(strings = {"jdk", "http-components", "jetty", "reactor"})
    void aDrippingBodyIsNotReadOnAfterTheDeadline(String factory) throws Exception {
        downstream.behave(new BodyDrip(1, 6_000, Duration.ofMillis(50)));
        try (Harbour harbour = start(
                "spring.http.client.factory=" + factory,
                "spring.http.clients.imperative.factory=" + factory,
                "breakwater.timeout=600ms")) {
            for (String client : new String[] {"rest-client", "rest-template"}) {
                assertThat(harbour.visit("/by/" + client).statusCode()).isEqualTo(504);
                assertThat(harbour.bean(Caller.class).failures.poll(20, TimeUnit.SECONDS))
                        .as(client + " gave up")
                        .isNotNull();
            }
        }
    }

    @Test
    void ofAFactoryThatIsNotKnownAWarningTellsOnce(CapturedOutput output) {
        try (Harbour harbour =
                start("spring.http.client.factory=simple", "spring.http.clients.imperative.factory=simple")) {
            assertThat(output).containsOnlyOnce("do not keep to the deadline");
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Caller.class)
    static class ClientsApp {}

    @RestController
    static class Caller {

        final BlockingQueue<Exception> failures = new LinkedBlockingQueue<>();
        private final Map<String, Supplier<@Nullable String>> clients;

        Caller(
                RestClient.Builder restClients,
                WebClient.Builder webClients,
                ApplicationContext context,
                Environment environment) {
            String uri = environment.getRequiredProperty("downstream") + "/echo";
            RestClient restClient = restClients.build();
            RestTemplate restTemplate = restTemplate(context.getBean("restTemplateBuilder"));
            WebClient webClient = webClients.build();
            this.clients = Map.of(
                    "rest-client", () -> restClient.get().uri(uri).retrieve().body(String.class),
                    "rest-template", () -> restTemplate.getForObject(uri, String.class),
                    "web-client",
                            () -> webClient
                                    .get()
                                    .uri(uri)
                                    .retrieve()
                                    .bodyToMono(String.class)
                                    .block());
        }

        /** Its builder's package is not the same in Boot 3 and 4. */
        private static RestTemplate restTemplate(Object builder) {
            try {
                return (RestTemplate) builder.getClass().getMethod("build").invoke(builder);
            } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(e);
            }
        }

        @GetMapping("/by/{client}")
        String call(@PathVariable String client) {
            try {
                return String.valueOf(clients.getOrDefault(client, () -> "").get());
            } catch (RuntimeException e) {
                failures.add(e);
                throw e;
            }
        }
    }
}
