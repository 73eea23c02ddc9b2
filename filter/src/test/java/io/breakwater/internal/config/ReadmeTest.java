package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the README, and the pages that it sends its reader to first, say of settings and versions is what the code does. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Path README = ROOT.resolve("README.md");

    /**
     * All settings are in {@code docs/settings.md}, which is made from the catalogue. The rows are written anew with
     * {@code -Dbreakwater.write-reference=true}; which ten there are is chosen by hand.
     */
    @Test
    void theTableOfSettingsHasTenRowsOfTheCatalogue() throws IOException {
        List<String> lines = Files.readAllLines(README);
        int first = lines.indexOf("| Key | Default | Meaning |") + 2;
        List<String> written = lines.stream()
                .skip(first)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        List<String> keys = written.stream().map(ReadmeTest::key).toList();
        List<String> rows = SettingsLoader.catalogue().stream()
                .map(SettingsReference::overview)
                .filter(row -> keys.contains(key(row)))
                .toList();
        if (Boolean.getBoolean("breakwater.write-reference")) {
            lines.subList(first, first + written.size()).clear();
            lines.addAll(first, rows);
            Files.writeString(README, String.join("\n", lines) + "\n");
        }

        assertThat(rows).hasSize(10);
        assertThat(Files.readString(README)).contains("|---|---|---|\n" + String.join("\n", rows) + "\n\n");
    }

    /** The beginning of a row, through its first cell. */
    private static String key(String row) {
        return row.substring(0, row.indexOf('|', 1));
    }

    @Test
    void theJarsToTakeByHandAreThoseThatTheBuildTakes() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/getting-started.md"));
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        String resilience4j = version(pom, "resilience4j.version");
        String slf4j = version(pom, "slf4j.version");

        assertThat(page)
                .contains("filter/target/breakwater-filter-" + version(pom, "version") + ".jar")
                .contains("io.github.resilience4j:resilience4j-circuitbreaker:" + resilience4j)
                .contains("io.github.resilience4j:resilience4j-core:" + resilience4j)
                .contains("org.slf4j:slf4j-api:" + slf4j)
                .contains("org.slf4j:slf4j-jdk14:" + slf4j)
                .contains("<artifactId>slf4j-jdk14</artifactId>\n  <version>" + slf4j + "</version>");
        assertThat(Files.readString(README))
                .contains("<artifactId>breakwater-filter</artifactId>\n  <version>" + version(pom, "version"))
                .contains("<artifactId>breakwater-spring-boot-starter</artifactId>\n  <version>"
                        + version(pom, "version"));
    }

    @Test
    void theAppInTwoFilesIsThatOfTheExample() throws IOException {
        Path example = ROOT.resolve("examples/quickstart");
        String readme = Files.readString(README);
        String root = Files.readString(ROOT.resolve("pom.xml"));
        String pom = Files.readString(example.resolve("pom.xml"));

        assertThat(readme)
                .contains("```xml\n" + pom + "```")
                .contains("```xml\n" + Files.readString(example.resolve("src/main/webapp/WEB-INF/web.xml")) + "```");
        assertThat(pom)
                .contains("<artifactId>breakwater-filter</artifactId>\n      <version>" + version(root, "version"))
                .contains("smiley-http-proxy-servlet</artifactId>\n      <version>" + version(root, "smiley.version"));
    }

    private static String version(String pom, String element) {
        return pom.split("<" + element + ">", 2)[1].split("</", 2)[0];
    }

    @Test
    void theFiveLinesOfTheBrandAreUnderstood() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("docs/page.md")).stream()
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
}
