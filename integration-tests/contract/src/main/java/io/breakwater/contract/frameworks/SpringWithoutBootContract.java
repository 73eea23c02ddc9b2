package io.breakwater.contract.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.ContainerContract;
import io.breakwater.contract.GuardedApp;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.SpringServletContainerInitializer;

/** Spring MVC without Boot, started by its own initializer as the documentation says. */
public class SpringWithoutBootContract extends ContainerContract {

    @Test
    void theGuardIsWhereTheInitializerPutsIt(@TempDir Path directory) throws Exception {
        Path settings =
                Files.writeString(directory.resolve("breakwater.properties"), "breakwater.brand.name=Harbour Books\n");
        System.setProperty("breakwater.config", settings.toString());
        try {
            URI app = start(GuardedApp.empty().with((classes, context) -> new SpringServletContainerInitializer()
                    .onStartup(Set.of(Start.class), context)));

            assertThat(ask(app, "/callable").body().utf8()).isEqualTo("calm");
            for (String path : List.of("/callable/refused", "/deferred/refused", "/stream/refused")) {
                RawResponse page = ask(app, path);
                assertThat(page.status()).as(path).isEqualTo(502);
                assertThat(page.body().utf8()).as(path).contains("Harbour Books", page.header("X-Request-ID"));
            }
        } finally {
            System.clearProperty("breakwater.config");
        }
    }

    /** All that concerns the guard there is in the class that was tried. */
    @Test
    void theDocumentationShowsWhatWasTried() throws Exception {
        List<String> shown = Files.readAllLines(Path.of("../../docs/spring.md")).stream()
                .dropWhile(line -> !line.startsWith("public final class Start"))
                .takeWhile(line -> !line.contains("// …"))
                .toList();

        assertThat(shown).hasSize(6);
        assertThat(Files.readAllLines(
                        Path.of("../contract/src/main/java/io/breakwater/contract/frameworks/Start.java")))
                .containsSubsequence(shown);
    }

    private static RawResponse ask(URI app, String path) {
        try (RawClient client = RawClient.to(app)) {
            return client.exchange(RawRequest.get(path).with("Accept", "text/html"));
        }
    }
}
