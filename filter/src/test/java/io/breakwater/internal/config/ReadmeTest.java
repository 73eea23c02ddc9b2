package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's table of settings says what the code does. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");

    /** Writes the table with {@code -Dbreakwater.write-reference=true}. */
    @Test
    void theTableOfSettingsIsTheCatalogue() throws IOException {
        if (Boolean.getBoolean("breakwater.write-reference")) {
            writeTable();
        }

        List<String> written = Files.readAllLines(README).stream()
                .dropWhile(line -> !line.equals("| Key | Default | Meaning |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        assertThat(written)
                .as("the rows that belong into the table:%n%s", String.join("\n", rows()))
                .isEqualTo(rows());
    }

    private static void writeTable() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(README));
        int first = lines.indexOf("| Key | Default | Meaning |") + 2;
        int end = first;
        while (lines.get(end).startsWith("|")) {
            end++;
        }
        lines.subList(first, end).clear();
        lines.addAll(first, rows());
        Files.writeString(README, String.join("\n", lines) + "\n");
    }

    @Test
    void theJarsToTakeByHandAreThoseThatTheBuildTakes() throws IOException {
        String readme = Files.readString(README);
        String pom = Files.readString(Path.of("..", "pom.xml"));
        String resilience4j = version(pom, "resilience4j.version");
        String slf4j = version(pom, "slf4j.version");

        assertThat(readme)
                .contains("filter/target/breakwater-filter-" + version(pom, "version") + ".jar")
                .contains("io.github.resilience4j:resilience4j-circuitbreaker:" + resilience4j)
                .contains("io.github.resilience4j:resilience4j-core:" + resilience4j)
                .contains("org.slf4j:slf4j-api:" + slf4j)
                .contains("org.slf4j:slf4j-jdk14:" + slf4j)
                .contains("<artifactId>slf4j-jdk14</artifactId>\n  <version>" + slf4j + "</version>");
    }

    private static String version(String pom, String element) {
        return pom.split("<" + element + ">", 2)[1].split("</", 2)[0];
    }

    @Test
    void theFiveLinesOfTheBrandAreUnderstood() throws IOException {
        List<String> lines = Files.readAllLines(README).stream()
                .dropWhile(line -> !line.equals("## Make the page yours"))
                .dropWhile(line -> !line.equals("```properties"))
                .skip(1)
                .takeWhile(line -> !line.equals("```"))
                .map(line -> line.substring("breakwater.".length()))
                .toList();

        Brand brand =
                Loading.load(lines.toArray(String[]::new)).defaults().page().brand();
        assertThat(lines).hasSize(5);
        assertThat(brand.name()).contains("Harbour Books");
        assertThat(brand.logo()).hasValueSatisfying(logo -> assertThat(logo).startsWith("data:image/svg+xml;base64,"));
    }

    private static List<String> rows() {
        return SettingsLoader.catalogue().stream().map(ReadmeTest::row).toList();
    }

    private static String row(Setting<?> setting) {
        String key = setting.scope() == Setting.Scope.ROUTE_ONLY ? "routes.<name>." + setting.key() : setting.key();
        return "| `%s` | %s | %s |"
                .formatted(
                        key, setting.defaultText().map(text -> "`" + text + "`").orElse("–"), setting.meaning());
    }
}
