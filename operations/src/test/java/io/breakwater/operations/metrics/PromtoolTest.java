package io.breakwater.operations.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Has Prometheus' own tool check the rules and the dashboard's queries, and run the rules' unit tests. Skipped, and said so, where
 * the tool is not installed.
 */
class PromtoolTest {

    private static final Path TESTS = Path.of("src/test/prometheus/rules-test.yml");

    @TempDir
    Path directory;

    private Path promtool = Path.of("promtool");

    @BeforeEach
    void find() {
        promtool = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(place -> Path.of(place, "promtool"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> {
                    String skipped = "SKIPPED: promtool is not installed, so that the rules for alerts were not tested";
                    System.out.println(skipped);
                    return abort(skipped);
                });
    }

    @Test
    void theRulesAreWellFormed() throws Exception {
        run("check", "rules", PrometheusRules.FILE.toString());
    }

    @Test
    void theRulesAlertWhenTheyShouldAndAreQuietWhenNot() throws Exception {
        String tests = Files.readString(TESTS);
        List<String> untested = PrometheusRules.read().alerts().stream()
                .filter(alert -> !tests.contains("alertname: " + alert + "\n"))
                .toList();

        assertThat(untested).isEmpty();
        run("test", "rules", TESTS.toString());
    }

    @Test
    void theQueriesOfTheDashboardAreWellFormed() throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        int number = 0;
        for (String query : GrafanaDashboard.read().queries()) {
            String plain = query.replace("$__rate_interval", "5m").replace("$route", ".*");
            rules.append("      - record: query:q")
                    .append(number++)
                    .append("\n        expr: '")
                    .append(plain)
                    .append("'\n");
        }
        run(
                "check",
                "rules",
                Files.writeString(directory.resolve("dashboard.yml"), rules).toString());
    }

    private void run(String... arguments) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(Stream.concat(Stream.of(promtool.toString()), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();

        assertThat(status).as(Files.readString(output, StandardCharsets.UTF_8)).isZero();
    }
}
