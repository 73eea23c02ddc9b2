package io.breakwater.example.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.breakwater.downstream.ReceivedRequest;
import io.breakwater.example.downstreams.Mode;
import io.breakwater.example.downstreams.Service;
import io.breakwater.example.downstreams.Services;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        // One test's failures would be another's open breaker.
        properties = "breakwater.circuit-breaker.enabled=false")
@ExtendWith(OutputCaptureExtension.class)
class ShopTest {
    private static final String ID = "X-Request-ID";

    /** Without an offer to upgrade to HTTP/2, which would keep requests from being tried again. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI shop;
    private final Services services;

    ShopTest(@Autowired Services services, @Autowired Environment environment) {
        this.services = services;
        this.shop = URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port") + "/");
    }

    @BeforeEach
    void calm() {
        for (Service service : Service.values()) {
            services.turn(service, Mode.HEALTHY);
            services.downstream(service).forget();
        }
    }

    @Test
    void aCalmSeaPassesUntouched() throws Exception {
        HttpResponse<String> answer = visit("api/orders/7");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("storm lantern");
        ReceivedRequest received =
                services.downstream(Service.ORDERS).received().get(0);
        assertThat(received.headers().first(ID)).isEqualTo(answer.headers().firstValue(ID));
        assertThat(received.headers().first("X-Time-Left"))
                .hasValueSatisfying(left -> assertThat(Integer.parseInt(left)).isBetween(1, 4_000));
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, 502", "RESET, 502", "GARBAGE, 502", "BLACK_HOLE, 504", "UNAVAILABLE, 503"})
    void aBrokenServiceIsTheShopsPageWithOneReferenceOnAllSides(Mode mode, int status, CapturedOutput log)
            throws Exception {
        services.turn(Service.INVENTORY, mode);

        HttpResponse<String> answer = visit("api/inventory/lantern");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        String reference = answer.headers().firstValue(ID).orElseThrow();
        assertThat(answer.body()).contains("Lantern &amp; Rope", reference);
        await().untilAsserted(() -> assertThat(log)
                .containsPattern("\\[" + reference + "] .* exchange correlationId=" + reference + " route=inventory"));
        assertThat(services.downstream(Service.INVENTORY).received())
                .allSatisfy(request -> assertThat(request.headers().first(ID)).contains(reference));
    }

    @Test
    void anAnswerThatIsCutOffIsSeenToBeBroken() {
        services.turn(Service.ORDERS, Mode.CUT_OFF);

        assertThatThrownBy(() -> visit("api/orders/export")).isInstanceOf(IOException.class);
    }

    @Test
    void aProgramGetsAProblem() throws Exception {
        services.turn(Service.ORDERS, Mode.REFUSED);

        HttpResponse<String> answer = get("api/orders/7", "application/json");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"connection_refused\"");
    }

    @Test
    void thePanelTurnsTheSwitchesAndTellsWhatCameOfIt() throws Exception {
        assertThat(get("", "text/html").body()).contains("<title>", "panel.js");
        assertThat(get("panel.css", "*/*").statusCode()).isEqualTo(200);
        assertThat(post("control/mode?service=reviews&mode=refused")).isEqualTo(204);
        assertThat(post("control/forget")).isEqualTo(204);
        assertThat(visit("api/reviews/lantern").statusCode()).isEqualTo(502);

        await().untilAsserted(() -> assertThat(
                        get("control/state", "application/json").body())
                .contains("\"app\":\"Storefront on Spring Boot\"")
                .contains("\"502\":1", "\"fault\":\"connection_refused\"", "\"mode\":\"refused\""));
    }

    @Test
    void whatNobodyServesIsNotFound() throws Exception {
        assertThat(visit("api/payments/7").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> visit(String path) throws Exception {
        return get(path, "text/html,*/*;q=0.8");
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        return client.send(
                HttpRequest.newBuilder(shop.resolve(path))
                        .header("Accept", accept)
                        .build(),
                BodyHandlers.ofString());
    }

    private int post(String path) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(shop.resolve(path))
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
