package io.breakwater.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.SpringServletContainerInitializer;

/** Spring MVC without Boot, started by its own initializer as the documentation says. */
class SpringWithoutBootTest {

    @Test
    void theGuardIsWhereTheInitializerPutsIt(@TempDir Path directory) throws Exception {
        Path settings =
                Files.writeString(directory.resolve("breakwater.properties"), "breakwater.brand.name=Harbour Books\n");
        System.setProperty("breakwater.config", settings.toString());
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(directory.toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        tomcat.setConnector(connector);
        tomcat.addContext("", directory.toString())
                .addServletContainerInitializer(new SpringServletContainerInitializer(), Set.of(Start.class));
        try {
            tomcat.start();
            URI app = URI.create("http://127.0.0.1:" + connector.getLocalPort());

            assertThat(ask(app, "/callable").body().utf8()).isEqualTo("calm");
            for (String path : List.of("/callable/refused", "/deferred/refused", "/stream/refused")) {
                RawResponse page = ask(app, path);
                assertThat(page.status()).as(path).isEqualTo(502);
                assertThat(page.body().utf8()).as(path).contains("Harbour Books", page.header("X-Request-ID"));
            }
        } finally {
            System.clearProperty("breakwater.config");
            tomcat.stop();
            tomcat.destroy();
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
        assertThat(Files.readAllLines(Path.of("../tomcat10/src/test/java/io/breakwater/tomcat/Start.java")))
                .containsSubsequence(shown);
    }

    private static RawResponse ask(URI app, String path) {
        try (RawClient client = RawClient.to(app)) {
            return client.exchange(RawRequest.get(path).with("Accept", "text/html"));
        }
    }
}
