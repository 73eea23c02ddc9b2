package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.config.Problem;
import io.breakwater.config.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsExceptionTest {

    @TempDir
    Path directory;

    @Test
    void allProblemsAreToldAtOnceEachWithWhatToDo() throws Exception {
        Path file = directory.resolve("breakwater.properties");
        Files.writeString(
                file,
                """
                # Orders are slow on Mondays
                breakwater.timeout = 15
                breakwater.retry.maxAttempts = 3
                breakwater.retry.methods = GET, \\
                    POST
                breakwater.routes.orders.path = /orders/{id}
                """);
        SettingsSources sources = SettingsSources.builder()
                .set("breakwater.config", file.toString())
                .environment(Map.of("BREAKWATER_ROUTES_ORDERS_TIMEOUT", "soon"))
                .build();

        assertThatThrownBy(() -> SettingsLoader.load(sources))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        """
                        Breakwater's settings have 5 problems:
                          - FILE:2: breakwater.timeout = 15
                            has no unit: write 15s for seconds or 15ms for milliseconds
                            allowed: a duration from 1ms to 1h with its unit ms, s, m or h
                          - FILE:3: breakwater.retry.maxAttempts
                            is not a setting
                            did you mean breakwater.retry.max-attempts?
                          - FILE:4: breakwater.retry.methods = GET, POST
                            lists POST, which may do its work twice when it is sent twice: it is only sent again when it provably never arrived and retry.unsent-methods lists it, or when it bears an Idempotency-Key and retry.idempotency-key is true
                            allowed: none, or a list of GET, HEAD, OPTIONS, TRACE, PUT, DELETE
                          - FILE:6: breakwater.routes.orders.path = /orders/{id}
                            '/orders/{id}' has a path variable: write * for a segment that may be anything
                            allowed: a list of patterns such as /orders/*, /shops/*/orders, /health or *.jpg
                          - environment variable BREAKWATER_ROUTES_ORDERS_TIMEOUT: breakwater.routes.orders.timeout = soon
                            is not a whole number followed at once by ms, s, m or h
                            allowed: a duration from 1ms to 1h with its unit ms, s, m or h"""
                                .replace("FILE", file.toString()));
    }

    @Test
    void aValueCannotForgeLinesInTheLog() {
        Problem problem = Loading.problem("timeout=1\nINFO all is well" + "!".repeat(500));

        assertThat(problem.toString())
                .doesNotContain("\nINFO")
                .contains("1\ufffdINFO all is well")
                .contains("!…\n");
    }
}
