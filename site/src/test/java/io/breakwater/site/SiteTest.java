package io.breakwater.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site of our own documents is whole, and asks nobody else for anything. */
class SiteTest {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final Pattern LOADED = Pattern.compile("<(?:img|script|link|iframe)[^>]+(?:href|src)=\"([^\"]*)\"");

    @TempDir
    static Path site;

    @BeforeAll
    static void make() throws IOException {
        Site.write(PROJECT, site, "1.2.3");
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(site)) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        }
    }

    @Test
    void everyDocumentHasAPage() throws IOException {
        try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
            assertThat(docs.filter(file -> file.toString().endsWith(".md")))
                    .allSatisfy(file -> assertThat(site.resolve(Document.target(PROJECT.relativize(file))))
                            .exists());
        }
        assertThat(Files.readString(site.resolve("index.html")))
                .contains("<title>Breakwater – Breakwater 1.2.3</title>", "href=\"docs/page.html\"");
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Path page : pages()) {
            Matcher links = LINK.matcher(Files.readString(page));
            while (links.find()) {
                String link = links.group(1);
                if (!link.matches("[a-z]+:.*") && !leadsTo(page, link)) {
                    broken.add(site.relativize(page) + ": " + link);
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    private static boolean leadsTo(Path page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.isRegularFile(target)
                && (parts.length == 1 || Files.readString(target).contains("id=\"" + parts[1] + "\""));
    }

    @Test
    void nothingIsLoadedFromElsewhere() throws IOException {
        for (Path page : pages()) {
            Matcher loaded = LOADED.matcher(Files.readString(page));
            while (loaded.find()) {
                assertThat(loaded.group(1)).as("in %s", page).doesNotContainPattern("^(https?:)?//");
            }
        }
        assertThat(Files.readString(site.resolve("site.css"))).doesNotContain("url(", "@import");
    }

    @Test
    void aSearchFindsSettingsSectionsAndExamples() throws IOException {
        assertThat(Files.readString(site.resolve("index.js")))
                .startsWith("found([")
                .contains("circuit-breaker.failure-rate-threshold", "docs/page.html#who-gets-what", "mvn -q -ntp")
                .doesNotContain("<script");
    }

    @Test
    void tablesAndPicturesAreThere() throws IOException {
        assertThat(Files.readString(site.resolve("docs/settings.html"))).contains("<table>", "<td><code>");
        assertThat(site.resolve("docs/images/page.png")).exists();
    }
}
