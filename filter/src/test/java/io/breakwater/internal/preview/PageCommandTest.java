package io.breakwater.internal.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages can be looked at before there is an app. */
class PageCommandTest {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\":]+)\"");

    @TempDir
    Path directory;

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("\n", lines));
    }

    private static Console page(String... options) {
        List<String> args = new ArrayList<>(List.of("page"));
        args.addAll(List.of(options));
        return Console.run(args.toArray(String[]::new));
    }

    @Test
    void withoutOptionsItIsThePageOfADownstreamThatIsNotThere() {
        Console said = page();

        assertThat(said.code()).isZero();
        assertThat(said.messages()).isEmpty();
        assertThat(said.out())
                .startsWith("<!doctype html>")
                .contains("A service that this page needs is not answering");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            --fault circuit_open                      | giving it a moment to recover
            --fault http_response_timeout             | did not answer in time
            --status 503                              | told us that it has a problem
            --fault connection_refused --method POST  | did not reach the service
            --fault http_response_timeout --method POST | We cannot tell whether what you sent went through
            --lang de                                 | Ein Dienst, den diese Seite braucht, antwortet
            --lang ar                                 | dir="rtl"
            --theme dusk                              | <style>
            --maintenance                             | Planned maintenance
            --maintenance                             | Planned end
            --stale                                   | As of <time
            --stale --lang de                         | <aside role="note" lang="de"
            --accept application/json --fault dns_error | "fault":"dns_error"
            --accept text/plain                       | 502 We cannot show this page right now
            """)
    void itTellsTheStoryThatWasAskedFor(String options, String text) {
        Console said = page(options.split(" ", -1));

        assertThat(said.code()).as(said.messages()).isZero();
        assertThat(said.out()).contains(text);
    }

    @Test
    void itHasTheBrandTheWordsAndTheThemeOfTheRoute() throws IOException {
        write("breakwater-page_de.properties", "sentence=Bestellungen von heute gehen heute raus.");
        write("quay.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        Path file = write(
                "breakwater.properties",
                "breakwater.brand.name=Harbour Books",
                "breakwater.brand.logo=classpath:quay.svg",
                "breakwater.routes.orders.path=/orders/*",
                "breakwater.routes.orders.label=our order desk",
                "breakwater.routes.orders.page.details=true",
                "breakwater.routes.orders.page.theme=paper");

        String page = page("--config", file.toString(), "--route", "orders", "--lang", "de")
                .out();

        assertThat(page)
                .contains("Harbour Books", "data:image/svg+xml;base64,", "our order desk")
                .contains("Bestellungen von heute gehen heute raus.", "<code>GET /orders/example</code>");
        assertThat(page("--config", file.toString(), "--route", "orders", "--theme", "plain")
                        .out())
                .isNotEqualTo(
                        page("--config", file.toString(), "--route", "orders").out())
                .contains("our order desk");
    }

    @Test
    void aClientThatTakesNoPageIsToldOf() {
        Console said = page("--accept", "image/png");

        assertThat(said).isEqualTo(new Console(0, "", "a client that accepts image/png gets 502 and no body\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            --fualt dns_error               | the option --fualt is not there; allowed: --config, | did you mean --fault?
            --fault dns_eror                | the fault dns_eror is not there; allowed: dns_error,     | did you mean dns_error?
            --fault client_gone             | the fault client_gone is not there; allowed: dns_error,  | connection_refused
            --status 404                    | the status 404 is not there; allowed: 502, 503, 504       | 504
            --lang xx                       | the language xx is not there; allowed: en, de,            | ko
            --theme dark                    | the theme dark is not there; allowed: harbour, plain, dusk, paper | did you mean
            --route oders                   | the route oders is not there; allowed: default            | default
            --route oders --theme dusk      | the route oders is not there; allowed: default            | default
            --method HEAD                   | --method HEAD has no page; allowed: GET, POST             | HEAD
            --lang                          | --lang needs a value                                      | --lang
            --all                           | --all needs -o DIR                                        | -o
            --all -o x --fault dns_error    | --fault does not go with --all, which makes all of them   | --fault
            --maintenance --status 502      | --status does not go with --maintenance                   | nothing has failed
            --stale --method POST           | --method does not go with --stale                         | the app's own page
            --config a.yaml                 | a.yaml is yaml, which is not read here                    | start the app
            --classpath no-such-place       | --classpath no-such-place: there is no such directory     | JAR
            --port 80                       | the option --port is not there; allowed: --config,        | --classpath
            """)
    void whatIsAskedForWronglyIsToldWithWhatIsAllowed(String options, String message, String more) {
        Console said = page(options.split(" ", -1));

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.messages()).startsWith(message).contains(more);
    }

    @Test
    void noPageIsMadeOfSettingsThatWouldStopTheStart() throws IOException {
        write("s.mustache", "<p>{{titel}}</p>");
        Path file = write("a.properties", "breakwater.page.template=classpath:s.mustache");

        Console said = page("--config", file.toString());

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.messages()).contains("classpath:s.mustache:1", "did you mean {{title}}?");
        assertThat(page("--config", directory.resolve("none.properties").toString())
                        .code())
                .isEqualTo(1);
    }

    @Test
    void whatTheStartWouldWarnOfIsWarnedOfBesideThePage() throws IOException {
        Path file = write("a.properties", "breakwater.brand.accent=#ffff00");

        Console said = page("--config", file.toString());

        assertThat(said.messages()).startsWith("WARN  brand.accent=#ffff00");
        assertThat(said.out()).startsWith("<!doctype html>");
    }

    @Test
    void theGalleryHasEveryStoryInEveryLanguageAndFormatAndItsLinksLeadThere() throws IOException {
        Path file =
                write("a.properties", "breakwater.page.languages=en, de, zh-Hant", "breakwater.brand.name=<Harbour>");
        Path gallery = directory.resolve("gallery");

        Console said = page("--config", file.toString(), "--all", "-o", gallery.toString());

        assertThat(said.code()).as(said.messages()).isZero();
        Set<String> german = names(gallery.resolve("de"));
        assertThat(german)
                .contains("index.html", "circuit_open.html", "circuit_open.post.json", "circuit_open.txt")
                .contains(
                        "downstream_status-504.html",
                        "maintenance.post.html",
                        "maintenance-without-end.txt",
                        "stale.html");
        assertThat(Story.faults()).allSatisfy(fault -> assertThat(german)
                .anyMatch(name -> name.startsWith(fault.token()) && name.endsWith(".post.html")));
        assertThat(names(gallery.resolve("zh-Hant"))).isEqualTo(german);
        assertThat(said.messages()).startsWith(3 * (german.size() - 1) + " pages");
        assertThat(Files.readString(gallery.resolve("de/circuit_open.html"))).contains("lang=\"de\"");
        for (Path index : List.of(gallery.resolve("index.html"), gallery.resolve("de/index.html"))) {
            String html = Files.readString(index);
            assertThat(html).contains("&lt;Harbour&gt;").doesNotContain("<Harbour>", "{title}", "{cards}");
            assertThat(LINK.matcher(html).results().map(link -> link.group(1)))
                    .hasSizeGreaterThan(3)
                    .allSatisfy(
                            target -> assertThat(index.resolveSibling(target)).exists());
        }
    }

    private static Set<String> names(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void helpListsEveryOption() {
        Console said = page("--help");

        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("--fault", "--all", "serve-page", "--port");
    }

    @Test
    void thePageGoesWhereItShould() throws IOException {
        Path file = directory.resolve("page.html");

        Console said = page("-o", file.toString());

        assertThat(said).isEqualTo(new Console(0, "", ""));
        assertThat(Files.readString(file)).startsWith("<!doctype html>");
        assertThat(page("-o", directory.toString()).code()).isEqualTo(2);
    }
}
