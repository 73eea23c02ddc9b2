package io.breakwater.promises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.breakwater.promises.ContainersTable.Container;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/containers.md}; runs after all containers' modules. */
class ContainersTableTest {
    private static final Pattern CONTAINER = Pattern.compile(
            "<artifactId>breakwater-it-(\\w+)</artifactId>\\s*<version>[^<]+</version>\\s*<type>pom</type>");
    private static final Path SIBLINGS = Path.of("..");
    private static final Path PAGE = Path.of("..", "..", "docs", "containers.md");

    @Test
    void thePageTellsWhatTheTestsHaveShown() throws IOException {
        Map<String, Container> containers = new LinkedHashMap<>();
        for (String module : modules()) {
            Optional<Container> container = container(module);
            assumeTrue(container.isPresent(), "no whole reports of " + module + ": run `mvn verify` for all modules");
            containers.put(module, container.get());
        }
        // A newcomer's machine need not have a newer JDK, and must not be asked to commit a table without that column.
        assumeTrue(
                containers.values().stream()
                        .anyMatch(container ->
                                !container.results().of(Mode.VIRTUAL_THREADS).isEmpty()),
                "no JDK with virtual threads was found, so the table can't be whole");
        String table = ContainersTable.of(containers, ServerRecord.all(SIBLINGS.resolve("servers/results")));
        // For whoever reads the build's output: what holds where is its outcome.
        System.out.println(table);

        String before = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        if (!table.equals(before)) {
            Files.writeString(PAGE, table);
            System.out.println("docs/containers.md has been written anew: commit it");
        }
        assertThat(table).as("promises kept").doesNotContain("| ✘ ");
    }

    /** The containers' modules, which this one's POM names so that it runs after them. */
    private static List<String> modules() throws IOException {
        List<String> modules = CONTAINER
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(dependency -> dependency.group(1))
                .toList();
        assertThat(modules).isNotEmpty();
        return modules;
    }

    private static Optional<Container> container(String module) throws IOException {
        Path directory = SIBLINGS.resolve(module);
        Optional<Results> results = Results.in(directory);
        Path file = directory.resolve("target/container.properties");
        if (results.isEmpty() || results.get().of(Mode.BLOCKING).isEmpty() || !Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (BufferedReader text = Files.newBufferedReader(file)) {
            properties.load(text);
        }
        Map<String, String> deviations = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(name -> !name.equals("name"))
                .forEach(name -> deviations.put(name, properties.getProperty(name)));
        return Optional.of(new Container(properties.getProperty("name"), results.get(), deviations));
    }
}
