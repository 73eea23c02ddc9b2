package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.observe.ExchangeListener;
import io.breakwater.observe.ExchangeReport;
import java.net.http.HttpResponse;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** One dead downstream has everything refused that may ask it, and nothing that Boot knows to ask nobody. */
@ExtendWith(OutputCaptureExtension.class)
class ExemptionsTest {

    private static final String LIVENESS = "/actuator/health/liveness";
    private static final String FILE = "/lighthouse.svg";

    /** The breaker of everything is open after one failure. */
    private static Harbour start(String... properties) {
        Harbour harbour = Harbour.start(
                ExportingApp.class,
                Stream.concat(
                                Stream.of(
                                        "breakwater.retry.max-attempts=1",
                                        // One breaker for all handlers.
                                        "breakwater.routes.all.path=/*",
                                        "breakwater.circuit-breaker.minimum-number-of-calls=1",
                                        "breakwater.circuit-breaker.wait-duration-in-open-state=1m",
                                        "management.endpoint.health.probes.enabled=true",
                                        "management.endpoint.health.probes.add-additional-paths=true",
                                        "spring.web.resources.static-locations=classpath:/harbour-files/"),
                                Stream.of(properties))
                        .toArray(String[]::new));
        return harbour;
    }

    private static void assertOpen(Harbour harbour, String within) {
        assertThat(harbour.visit(within + "/orders/7").statusCode()).isEqualTo(502);
        assertThat(harbour.visit(within + "/orders/7").statusCode()).isEqualTo(503);
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Proxy-Status")).contains("breakwater;error=destination_unavailable");
    }

    @ParameterizedTest
    @MethodSource("io.breakwater.boot.ServersTest#servers")
    void probesAndFilesStayWhatTheyAreWhileEverythingElseIsRefused(Class<?> server) {
        try (Harbour harbour = start("test.server=" + server.getName())) {
            assertOpen(harbour, "");

            assertThat(harbour.get(LIVENESS, "*/*").body()).contains("UP");
            assertThat(harbour.get("/livez", "*/*").body()).contains("UP");
            assertThat(harbour.get("/readyz", "*/*").body()).contains("UP");
            assertThat(harbour.get("/actuator", "*/*").statusCode()).isEqualTo(200);
            assertThat(harbour.visit(FILE).body()).contains("A lighthouse");
            assertThat(harbour.visit("/").body()).contains("Harbour Books");
            assertThat(harbour.get(FILE, "*/*", "Range", "bytes=0-3").body()).isEqualTo("<svg");
            assertThat(harbour.visit("/no-such-file.svg").statusCode()).isEqualTo(404);
            assertRefused(harbour.visit("/export.csv"));
            assertRefused(harbour.visit("/nowhere"));
            assertRefused(harbour.post(FILE));
            // A report may come a moment after its answer.
            await().untilAsserted(() -> assertThat(harbour.bean(Reports.class).heard)
                    .extracting(ExchangeReport::path)
                    .containsExactlyInAnyOrder("/orders/7", "/orders/7", "/export.csv", "/nowhere", FILE));
        }
    }

    @ParameterizedTest
    @MethodSource("io.breakwater.boot.ServersTest#servers")
    void whereverTheAppAndItsServletAreMapped(Class<?> server) {
        try (Harbour harbour = start(
                "test.server=" + server.getName(),
                "server.servlet.context-path=/shop",
                "spring.mvc.servlet.path=/app",
                "spring.mvc.static-path-pattern=/files/**",
                "management.endpoints.web.base-path=/manage")) {
            assertOpen(harbour, "/shop/app");

            assertThat(harbour.get("/shop/app/manage/health/liveness", "*/*").statusCode())
                    .isEqualTo(200);
            assertThat(harbour.get("/shop/app/livez", "*/*").statusCode()).isEqualTo(200);
            assertThat(harbour.visit("/shop/app/files" + FILE).statusCode()).isEqualTo(200);
            assertRefused(harbour.visit("/shop/app/manages"));
            assertRefused(harbour.visit("/shop/app/actuator/health"));
        }
    }

    @Test
    void endpointsAmongTheAppsOwnPathsAreLeftAloneOneByOne(CapturedOutput output) {
        try (Harbour harbour = start(
                "management.endpoints.web.base-path=/",
                "management.endpoints.web.path-mapping.health=healthz",
                "logging.level.io.breakwater=INFO")) {
            assertOpen(harbour, "");

            assertThat(harbour.get("/healthz/liveness", "*/*").statusCode()).isEqualTo(200);
            assertRefused(harbour.visit("/health"));
            assertThat(output)
                    .contains("not guarded by default: /healthz/*, /livez/*, /readyz/*, files that Spring MVC's"
                            + " resource handlers serve; breakwater.spring.default-excludes=false");
        }
    }

    @Test
    void whereTheActuatorHasAPortOfItsOwnItsPathsAreTheApps() {
        try (Harbour harbour = start("management.server.port=0", "spring.main.allow-bean-definition-overriding=true")) {
            assertOpen(harbour, "");

            assertRefused(harbour.visit(LIVENESS));
            assertThat(harbour.get("/livez", "*/*").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatTheAppExcludesItselfIsAddedToThat() {
        try (Harbour harbour = start("breakwater.exclude=/export.csv")) {
            assertOpen(harbour, "");

            assertThat(harbour.visit("/export.csv").statusCode()).isEqualTo(502);
            assertThat(harbour.get(LIVENESS, "*/*").statusCode()).isEqualTo(200);
            assertThat(harbour.visit(FILE).statusCode()).isEqualTo(200);
            assertRefused(harbour.visit("/nowhere"));
        }
    }

    @Test
    void aRouteThatIsForSuchAPathIsGuarded() {
        try (Harbour harbour = start("breakwater.routes.files.path=*.svg", "breakwater.routes.probes.path=/livez")) {
            harbour.visit(FILE);
            harbour.visit("/livez");
            harbour.visit("/readyz");

            harbour.visit("/orders/7");

            await().untilAsserted(() -> assertThat(harbour.bean(Reports.class).heard)
                    .extracting(ExchangeReport::route)
                    .containsExactlyInAnyOrder("files", "probes", "all"));
        }
    }

    @Test
    void switchedOffEverythingIsGuarded(CapturedOutput output) {
        try (Harbour harbour = start("breakwater.spring.default-excludes=false", "logging.level.io.breakwater=INFO")) {
            assertOpen(harbour, "");

            assertRefused(harbour.visit(LIVENESS));
            assertRefused(harbour.visit(FILE));
            assertThat(output).doesNotContain("not guarded by default");
        }
    }

    @Import(Exports.class)
    static class ExportingApp extends OrdersApp {
        @Bean
        Reports reports() {
            return new Reports();
        }
    }

    @RestController
    static class Exports {
        /** Looks like a file, and asks a downstream that is dead. */
        @GetMapping("/export.csv")
        String export() {
            throw new ResponseStatusException(HttpStatus.BAD_GATEWAY);
        }
    }

    static class Reports implements ExchangeListener {
        final Queue<ExchangeReport> heard = new ConcurrentLinkedQueue<>();

        @Override
        public void exchangeEnded(ExchangeReport report) {
            heard.add(report);
        }
    }
}
