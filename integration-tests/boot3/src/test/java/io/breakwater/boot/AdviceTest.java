package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.Breakwater;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** An advice that catches everything answers for a dead downstream, and keeps it from nobody. */
@ExtendWith(OutputCaptureExtension.class)
class AdviceTest {

    @Import(CatchAll.class)
    static class AdvisedApp extends OrdersApp {}

    @RestControllerAdvice
    static class CatchAll {
        @ExceptionHandler(Exception.class)
        ResponseEntity<Map<String, String>> answer() {
            return ResponseEntity.internalServerError().body(Map.of("message", "oops"));
        }
    }

    @Test
    void theAppsWordsStayAndBreakerLogAndMetricsHearOfTheFailure(CapturedOutput output) {
        try (Harbour harbour = Harbour.start(
                AdvisedApp.class,
                "breakwater.routes.orders.path=/orders/*",
                "breakwater.routes.orders.circuit-breaker.minimum-number-of-calls=2",
                "breakwater.routes.orders.retry.max-attempts=1",
                "management.endpoints.web.exposure.include=*")) {
            for (int call = 0; call < 2; call++) {
                HttpResponse<String> answer = harbour.get("/orders/7", "application/json");
                assertThat(answer.statusCode()).isEqualTo(500);
                assertThat(answer.body()).isEqualTo("{\"message\":\"oops\"}");
                assertThat(answer.headers().firstValue("X-Request-ID")).isPresent();
            }

            await().untilAsserted(
                            () -> assertThat(harbour.bean(Breakwater.class).routes())
                                    .anySatisfy(route -> {
                                        assertThat(route.route()).isEqualTo("orders");
                                        assertThat(route.breakerState()).isEqualTo("OPEN");
                                    }));
            assertThat(output).contains("incident opened route=orders fault=connection_refused");
            assertThat(harbour.get("/actuator/metrics/breakwater.exchanges?tag=route:orders", "application/json")
                            .body())
                    .contains("connection_refused", "\"value\":2.0");
        }
    }

    @Test
    void theRequestIsTriedAgainWhereItMayBe() {
        try (Harbour harbour = Harbour.start(AdvisedApp.class)) {
            assertThat(harbour.get("/orders/7", "application/json").body()).isEqualTo("{\"message\":\"oops\"}");

            assertThat(harbour.bean(OrdersApp.Orders.class).failures).hasSize(2);
        }
    }

    @Test
    void theAppsOwnMistakeIsNobodyElsesFailure() {
        try (Harbour harbour = Harbour.start(
                AdvisedApp.class,
                "breakwater.routes.all.path=/*",
                "breakwater.routes.all.circuit-breaker.minimum-number-of-calls=1")) {
            assertThat(harbour.get("/broken", "application/json").statusCode()).isEqualTo(500);
            assertThat(harbour.get("/broken", "application/json").body()).isEqualTo("{\"message\":\"oops\"}");
        }
    }
}
