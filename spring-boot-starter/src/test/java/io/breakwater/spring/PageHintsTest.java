package io.breakwater.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.resource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.context.annotation.ImportRuntimeHints;

/** A native image has what the page is made of. */
class PageHintsTest {

    private final RuntimeHints hints = new RuntimeHints();

    @Test
    void theTemplateEachThemeAndEachLanguageAreThere() throws IOException {
        new PageHints().registerHints(hints, null);

        try (Stream<Path> files = Files.list(Path.of("../filter/src/main/resources/io/breakwater/page"))) {
            List<String> names = files.map(file -> "io/breakwater/page/" + file.getFileName())
                    .toList();
            assertThat(names)
                    .contains("io/breakwater/page/default.mustache", "io/breakwater/page/dusk.css")
                    .contains("io/breakwater/page/messages_zh-Hant.properties")
                    .allMatch(name -> resource().forResource(name).test(hints));
        }
        assertThat(resource().forResource("breakwater-page_gsw.properties")).accepts(hints);
        assertThat(resource().forResource("breakwater.properties")).accepts(hints);
        assertThat(resource().forResource("application-secrets.properties")).rejects(hints);
    }

    @Test
    void theAutoConfigurationBringsThem() {
        assertThat(BreakwaterAutoConfiguration.class
                        .getAnnotation(ImportRuntimeHints.class)
                        .value())
                .containsExactly(PageHints.class);
    }
}
