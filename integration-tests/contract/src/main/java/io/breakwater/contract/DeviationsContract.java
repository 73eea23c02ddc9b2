package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Writes down for docs/containers.md what a container is called and where it deviates. */
public class DeviationsContract {
    @Test
    void theContainerTellsWhereItDeviatesAndWhy() throws IOException {
        ContainerUnderTest container = ContainerUnderTest.ofModule();
        Properties told = new Properties();
        told.setProperty("name", container.name());
        container.deviations().forEach((deviation, reason) -> {
            assertThat(reason).isNotBlank();
            told.setProperty(deviation.name(), reason);
        });
        try (Writer out = Files.newBufferedWriter(Path.of("target", "container.properties"))) {
            told.store(out, null);
        }
    }
}
