package io.breakwater.example.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.Breakwater;
import io.breakwater.example.downstreams.Service;
import io.breakwater.example.downstreams.Services;
import io.breakwater.fault.Fault;
import io.breakwater.observe.Incident;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;

/** A game day on an app that knows nothing of it: each fault, the breaker, and the end by itself. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class GameDayTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Breakwater engine;
    private final Services services;
    private final URI shop;

    GameDayTest(@Autowired Breakwater engine, @Autowired Services services, @Autowired Environment environment) {
        this.engine = engine;
        this.services = services;
        this.shop = URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port") + "/");
    }

    @AfterEach
    void end() {
        engine.injections().end(Optional.empty(), "test");
    }

    private void inject(Duration time, String... what) {
        engine.injections()
                .start(
                        "orders",
                        Map.of(
                                "confirm",
                                "true",
                                "until",
                                Instant.now().plus(time).toString(),
                                what[0],
                                what[1],
                                "votes",
                                what[2]),
                        "kim",
                        Optional.of("game day"));
    }

    private HttpResponse<String> visit() throws Exception {
        return client.send(
                HttpRequest.newBuilder(shop.resolve("api/orders/7"))
                        .header("Accept", "text/html")
                        .build(),
                BodyHandlers.ofString());
    }

    private String breaker() {
        return engine.routes().stream()
                .filter(route -> route.route().equals("orders"))
                .findFirst()
                .orElseThrow()
                .breakerState();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"DOWNSTREAM_STATUS", "CLIENT_GONE"})
    void theVisitorSeesTheShopsPageForEachFault(Fault fault) throws Exception {
        services.downstream(Service.ORDERS).forget();
        inject(Duration.ofMinutes(1), "fault", fault.token(), "false");

        HttpResponse<String> page = visit();

        assertThat(page.statusCode()).isEqualTo(fault.status());
        assertThat(page.body())
                .contains(
                        "Lantern &amp; Rope",
                        page.headers().firstValue("X-Request-ID").orElseThrow());
        assertThat(services.downstream(Service.ORDERS).requests()).isZero();
        assertThat(breaker()).isEqualTo("CLOSED");
        assertThat(engine.incidents())
                .filteredOn(incident -> incident.route().equals("orders"))
                .allMatch(Incident::injected);
    }

    @Test
    void theBreakerOpensWhereThatIsWantedAndAllIsAsBeforeWhenItIsOver() throws Exception {
        inject(Duration.ofSeconds(2), "fault", "connection_refused", "true");
        await().until(() -> visit().statusCode() == 503 && breaker().equals("OPEN"));

        await().atMost(Duration.ofSeconds(60))
                .until(() -> visit().statusCode() == 200 && breaker().equals("CLOSED"));
        assertThat(engine.injections().current()).isEmpty();
    }
}
