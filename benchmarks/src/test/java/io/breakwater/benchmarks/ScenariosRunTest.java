package io.breakwater.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.benchmarks.peer.Peers;
import io.breakwater.benchmarks.report.Document;
import io.breakwater.benchmarks.report.Findings;
import io.breakwater.benchmarks.scenario.Scenario;
import io.breakwater.benchmarks.scenario.Scenarios;
import io.breakwater.benchmarks.scenario.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That every scenario still runs, and that its page can be written; what it finds is not a test's business. */
class ScenariosRunTest {

    @Test
    void everyScenarioRunsAndItsPageIsWritten(@TempDir Path docs) throws IOException {
        Document document = new Document("a test", List.of());
        try (Setup stage = new Setup(Setup.Pace.SMOKE, List.of(Peers.UNGUARDED, Peers.BREAKWATER, Peers.NAIVE))) {
            for (Scenario scenario : Scenarios.ALL) {
                Findings found = scenario.run(stage);
                assertThat(found.tables()).as(scenario.name()).isNotEmpty();
                document.add(found);
            }
        }
        document.write(docs.resolve("performance.md"));
        assertThat(docs.resolve("performance.md"))
                .content()
                .contains("| happy path over the bare chain, B |")
                .contains("## Total outage");
        try (var pictures = Files.list(docs.resolve("images/performance"))) {
            assertThat(pictures)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(picture ->
                            assertThat(picture).content().startsWith("<svg ").contains("Breakwater"));
        }
    }
}
