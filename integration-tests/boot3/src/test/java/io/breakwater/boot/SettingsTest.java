package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.Breakwater;
import io.breakwater.observe.RouteStatus;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The filter's keys in Spring's places. */
@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {

    @TempDir
    Path directory;

    private static Map<String, OptionalInt> limits(Harbour harbour) {
        return harbour.bean(Breakwater.class).routes().stream()
                .collect(Collectors.toMap(RouteStatus::route, RouteStatus::availableConcurrency));
    }

    @Test
    void aTypoStopsTheStartAndSaysWhereItIs(CapturedOutput output) {
        assertThatThrownBy(() -> Harbour.start(
                OrdersApp.class, "spring.config.location=classpath:typo.properties", "breakwater.timeout=1y"));

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("3 problems")
                .contains("typo.properties] - 4:20: breakwater.timeuot")
                .contains("did you mean breakwater.timeout?")
                .contains("typo.properties] - 6:45: breakwater.routes.orders.retry.max-attempts = many")
                .contains("property source test: breakwater.timeout = 1y");
    }

    @Test
    void aTypoInWhatOnlySpringReadsStopsTheStartToo(CapturedOutput output) {
        assertThatThrownBy(() -> Harbour.start(OrdersApp.class, "breakwater.spring.url-pattern=/orders/*"));

        assertThat(output).contains("breakwater.spring.url-pattern");
    }

    @Test
    void aTemplateThatCannotBeUsedIsToldTheSameWay(CapturedOutput output) throws IOException {
        Path template = Files.writeString(directory.resolve("sorry.mustache"), "<h1>{{titel}}</h1>");

        assertThatThrownBy(() -> Harbour.start(OrdersApp.class, "breakwater.page.template=" + template));

        assertReported(output, "sorry.mustache:1: unknown variable {{titel}}");
    }

    @Test
    void wordsThatCannotBeUsedAreToldTheSameWay(CapturedOutput output) throws IOException {
        Files.writeString(directory.resolve("breakwater-page_de.properties"), "titel.down=Nanu");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader app =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(app);
            assertThatThrownBy(() -> Harbour.start(OrdersApp.class));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }

        assertReported(output, "breakwater-page_de.properties:1: titel.down = Nanu", "did you mean title.down?");
    }

    @Test
    void aLanguageWithoutWordsIsToldTheSameWay(CapturedOutput output) {
        assertThatThrownBy(() -> Harbour.start(OrdersApp.class, "breakwater.page.languages=de,xx"));

        assertReported(output, "property source test: breakwater.page.languages = de,xx", "lists xx");
    }

    @Test
    void oneThatAVariableNamesIsToldTheSameWay(CapturedOutput output) {
        Map<String, Object> variables = Map.of("BREAKWATER_PAGE_LANGUAGES", "de,xx");

        assertThatThrownBy(() -> Harbour.start(OrdersApp.class, variables));

        assertReported(
                output,
                "environment variable BREAKWATER_PAGE_LANGUAGES: breakwater.page.languages = de,xx",
                "lists xx");
    }

    /** By Boot's report, which takes the place of Boot's own stack trace; Jetty logs one of its own whatever failed. */
    private static void assertReported(CapturedOutput output, String... problems) {
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "Description:", "Action:")
                .contains(problems)
                .doesNotContain("Application run failed");
    }

    @Test
    void yamlWithListsCamelCaseAndPlaceholdersIsUnderstood(CapturedOutput output) {
        try (Harbour harbour = Harbour.start(
                OrdersApp.class,
                "spring.config.location=classpath:relaxed.yaml",
                "logging.level.io.breakwater=INFO",
                "breakwater.routes[web-shop].retry.methods=GET")) {
            assertThat(limits(harbour))
                    .containsEntry("default", OptionalInt.of(9))
                    .containsEntry("orders", OptionalInt.of(9))
                    .containsEntry("web-shop", OptionalInt.of(7));
            assertThat(output)
                    .contains("route=orders path=\"/orders/*, /basket/*\" [class path resource [relaxed.yaml] - 8:11]")
                    .contains("attempt-timeout=2s [class path resource [relaxed.yaml] - 10:23]")
                    .contains("retry.on=\"unsent, 502\" [class path resource [relaxed.yaml] - 14:13]")
                    .contains("retry.methods=GET [property source test]");
        }
    }

    @Test
    void wordsThatYamlTakesForTruthValuesAreUnderstoodAsValues() {
        try (Harbour harbour = Harbour.start(OrdersApp.class, "spring.config.location=classpath:words.yaml")) {
            assertThat(harbour.bean(Breakwater.class).settings())
                    .extracting(value -> value.route() + " " + value.key() + "=" + value.value())
                    .contains(
                            "default brand.name=Yes",
                            "default page.cors=off",
                            "default timeout-interrupt=false",
                            "off path=/off/*",
                            "off downstream=no");
        }
    }

    @Test
    void aRouteNamedByOneOfThemWithoutQuotesStopsTheStartAndSaysWhereItIs(CapturedOutput output) {
        assertThatThrownBy(() -> Harbour.start(OrdersApp.class, "spring.config.location=classpath:truth-value.yaml"));

        assertThat(output)
                .contains("class path resource [truth-value.yaml] - 4:13: breakwater.routes.false.path")
                .contains("unless they stand in quotes, as in 'off'");
    }

    @Test
    void variablesStandBetweenFilesAndWhatIsGivenOnTheCommandLine() {
        Map<String, Object> variables = Map.of(
                "BREAKWATER_CONCURRENCY_MAX", "3",
                "BREAKWATER_ROUTES_WEB_SHOP_CONCURRENCY_MAX", "4",
                "BREAKWATER_ROUTES_ORDERS_CONCURRENCY_MAX", "5",
                "BREAKWATER_SERVICE_HOST", "10.0.0.1",
                "BREAKWATER_SPRING_CLIENTS", "false");
        try (Harbour harbour = Harbour.start(
                OrdersApp.class,
                variables,
                "spring.config.location=classpath:relaxed.yaml",
                "breakwater.routes.orders.concurrency.max=6")) {
            assertThat(limits(harbour))
                    .containsEntry("default", OptionalInt.of(3))
                    .containsEntry("web-shop", OptionalInt.of(4))
                    .containsEntry("orders", OptionalInt.of(6));
            assertThat(harbour.context().containsBean("breakwaterOutgoingCall")).isFalse();
        }
    }

    @Test
    void variablesMayBeSpeltAsBootSpellsThem(CapturedOutput output) {
        Map<String, Object> variables = Map.of(
                "BREAKWATER_ATTEMPTTIMEOUT", "2s",
                "BREAKWATER_CIRCUITBREAKER_ENABLED", "false",
                "BREAKWATER_ROUTES_SLOW_PATH_0", "/slow/*",
                "BREAKWATER_ROUTES_SLOW_PATH_1", "/slower/*",
                "BREAKWATER_DB_PASSWORD", "hunter2",
                "BREAKWATER_SPRING_URLPATTERNS_0", "/orders/*");
        try (Harbour harbour = Harbour.start(OrdersApp.class, variables)) {
            assertThat(harbour.bean(Breakwater.class).settings())
                    .extracting(value -> value.route() + " " + value.key() + "=" + value.value())
                    .contains(
                            "default attempt-timeout=2s",
                            "default circuit-breaker.enabled=false",
                            "slow path=/slow/*, /slower/*");
            assertThat(output)
                    .contains("environment variable BREAKWATER_DB_PASSWORD is not a setting and is ignored")
                    .doesNotContain("hunter2");
        }
    }

    @Test
    void switchedOffItLeavesNothingBehind() {
        try (Harbour harbour =
                Harbour.start(OrdersApp.class, "breakwater.spring.enabled=false", "breakwater.nonsense=1")) {
            assertThat(harbour.context().getBeanProvider(Breakwater.class).stream())
                    .isEmpty();
            assertThat(harbour.visit("/broken").headers().firstValue("X-Request-ID"))
                    .isEmpty();
        }
    }
}
