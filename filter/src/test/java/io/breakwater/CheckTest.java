package io.breakwater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakwater.internal.config.CommandLine;
import io.breakwater.internal.page.PageCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line refuses what the start refuses. */
class CheckTest {

    @TempDir
    Path directory;

    private record Said(int code, String text) {}

    private Said check(Path file, String... options) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> args = new ArrayList<>(List.of("check", file.toString()));
        args.addAll(List.of(options));
        int code = CommandLine.run(args, PageCheck::of, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return new Said(code, bytes.toString(StandardCharsets.UTF_8));
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("\n", lines));
    }

    private void assertRefusedAsAtTheStart(Path file, String... expected) throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        String told;
        try (URLClassLoader app =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, CheckTest.class.getClassLoader())) {
            Thread.currentThread().setContextClassLoader(app);
            Breakwater.Builder builder = Breakwater.builder().set("breakwater.config", file.toString());
            builder.sources().classLoader(app);
            told = String.valueOf(catchThrowable(builder::build).getMessage());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }

        Said beside = check(file);
        assertThat(beside.code()).isEqualTo(1);
        assertThat(beside.text()).isEqualTo(told + "\n");
        assertThat(told.lines().skip(1)).startsWith(expected);
        assertThat(check(file, "--classpath", directory.toString())).isEqualTo(beside);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<p>{{titel}}</p>", "{{#a}}<p>{{title}}</p>", "<p>{{title</p>"})
    void aTemplateThatStopsTheStart(String template) throws IOException {
        write("s.mustache", template);

        Path all = write("a.properties", "", "breakwater.page.template=classpath:s.mustache");
        Path one = write(
                "b.properties",
                "breakwater.routes.orders.path=/orders/*",
                "breakwater.routes.orders.page.template.503=classpath:s.mustache");

        assertRefusedAsAtTheStart(all, "  - " + all + ":2: breakwater.page.template = classpath:s.mustache");
        assertRefusedAsAtTheStart(
                one, "  - " + one + ":2: breakwater.routes.orders.page.template.503 = classpath:s.mustache");
    }

    @Test
    void wordsThatNoPageHas() throws IOException {
        Path words = write("breakwater-page_gsw.properties", "# Grüezi", "quickly=schnell", "brannd=Hafe");

        assertRefusedAsAtTheStart(
                write("a.properties", "breakwater.page.languages=en, gsw"),
                "  - " + words.toUri().toString().replace("///", "/") + ":2: quickly = schnell",
                "    is a key that no page has");
        assertThat(check(directory.resolve("a.properties")).text())
                .contains(":3: brannd = Hafe", "did you mean brand?");
    }

    @Test
    void aLanguageWithoutWords() throws IOException {
        Path file = write("a.properties", "breakwater.page.languages=en, gsw");

        assertRefusedAsAtTheStart(
                file,
                "  - " + file + ":1: breakwater.page.languages = en, gsw",
                "    lists gsw, for which there are no words; put breakwater-page_gsw.properties on the class path",
                "    allowed: of those that come with Breakwater, "
                        + "en, de, fr, es, it, pt, nl, pl, sv, tr, uk, ru, ar, he," + " hi, zh, zh-Hant, ja, ko");
    }

    @Test
    void whatIsAllowedInATemplateStandsWhereItStandsForSettings() throws IOException {
        write("s.mustache", "<p>{{>head}}</p>");
        Path file = write("a.properties", "breakwater.page.template=classpath:s.mustache");

        assertRefusedAsAtTheStart(
                file,
                "  - " + file + ":1: breakwater.page.template = classpath:s.mustache",
                "    classpath:s.mustache:1: {{> is not supported",
                "    allowed: {{name}}, {{#name}}, {{^name}}, {{/name}} and {{! note }}");
    }

    @Test
    void allTemplatesAreToldOfAtOnceAndEachOnce() throws IOException {
        write("s.mustache", "<p>{{titel}}</p>");
        write("t.mustache", "<p>{{tilte}}</p>");

        Said said = check(write(
                "a.properties",
                "breakwater.page.template=classpath:s.mustache",
                "breakwater.page.template.503=classpath:t.mustache",
                "breakwater.routes.orders.path=/orders/*",
                "breakwater.routes.orders.page.details=true"));

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text())
                .contains("have 2 problems:")
                .containsOnlyOnce("s.mustache:1")
                .containsOnlyOnce("t.mustache:1");
    }

    @Test
    void aGoodTemplateAndGoodWordsPass() throws IOException {
        write("s.mustache", "<p>{{title}}</p>");
        write("breakwater-page_gsw.properties", "brand=Hafe");

        assertThat(check(write(
                                "a.properties",
                                "breakwater.page.languages=en, gsw",
                                "breakwater.page.template=classpath:s.mustache",
                                "breakwater.page.template-reload=true"))
                        .code())
                .isZero();
    }

    @Test
    void wordsThatAreNotUtf8() throws IOException {
        Path words = directory.resolve("breakwater-page_de.properties");
        Files.write(words, "# Wörter\n\nsentence=Grüße".getBytes(StandardCharsets.ISO_8859_1));
        Path settings = directory.resolve("b.properties");
        Files.write(settings, "\nbreakwater.brand.name=Köche".getBytes(StandardCharsets.ISO_8859_1));

        assertRefusedAsAtTheStart(
                write("a.properties", "breakwater.brand.name=Hafen"),
                "  - " + told(words) + ":1: a line",
                "    is not UTF-8",
                "    allowed: a file in UTF-8, or \\u and four hexadecimal digits for what is not ASCII");
        assertThat(check(settings).text()).contains(settings + ":2: a line\n    is not UTF-8\n");
    }

    @Test
    void aPlaceholderThatNothingFills() throws IOException {
        Path words = write(
                "breakwater-page_de.properties",
                "retry.again=Nochmal {wann}.",
                "title.down=Nanu, {n}",
                "when.minutes=in {n} Minute|in {n} Minuten",
                "sentence=Immer {da}");

        assertRefusedAsAtTheStart(
                write("a.properties", "breakwater.brand.name=Hafen"),
                "  - " + told(words) + ":1: retry.again = Nochmal {wann}.",
                "    has {wann}, which nothing fills",
                "    allowed: {when}",
                "  - " + told(words) + ":2: title.down = Nanu, {n}",
                "    has {n}, which nothing fills",
                "    allowed: no braces in these words");
    }

    @Test
    void wordsForNoRouteAndForNoLanguageAreWarnedOf() throws IOException {
        Path words = write(
                "breakwater-page_de.properties",
                "routes.orders.label=Bestellungen",
                "routes.order.label=Nanu",
                "routes.nope.label=Nanu");
        Path french = write("breakwater-page_fr.properties", "sentence=Bonjour");
        Path austrian = write("breakwater-page_de_AT.properties", "sentence=Servus");

        Said said = check(write(
                "a.properties",
                "breakwater.page.languages=en, de",
                "breakwater.routes.orders.path=/orders/*",
                "breakwater.routes.orders.page.languages=de"));

        assertThat(said.code()).isZero();
        assertThat(warnings(said))
                .containsExactly(
                        told(words) + ":2: routes.order.label is for a route that there is not;"
                                + " did you mean routes.orders.label?",
                        told(words) + ":3: routes.nope.label is for a route that there is not",
                        told(austrian) + " is read by nobody: page.languages does not list de_AT",
                        told(french) + " is read by nobody: page.languages does not list fr");
    }

    @Test
    void whatALanguageOfTheAppsOwnLacksIsWarnedOf() throws IOException {
        List<String> all = Files.readAllLines(
                Path.of("src", "main", "resources", "io", "breakwater", "page", "messages_en.properties"));
        Path words = write(
                "breakwater-page_gsw.properties",
                all.stream()
                        .filter(line -> !line.matches("(site|label.copy|title.down)=.*"))
                        .toArray(String[]::new));

        Said said = check(write("a.properties", "breakwater.page.languages=en, gsw"));

        assertThat(said.code()).isZero();
        assertThat(warnings(said))
                .containsExactly(
                        told(words) + " lacks 3 words, which visitors read in English: label.copy, site, title.down");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            <p style="color: red">                          | style= is dropped: put it into a <style>
            <a href="" ONCLICK='go()'>                      | onclick= is dropped: add a listener in a <script>
            <a href="javascript:go()">                      | href=javascript: is dropped: add a listener in a <script>
            <script src="/app.js"></script>                 | <script src> is dropped: put the script into the template
            <img alt="" src="https://cdn.example/a.png">    | <img src> is dropped unless it is of the app's own origin
            <img srcset="/a.png, //cdn.example/b.png 2x">   | <img srcset> is dropped unless it is of the app's own origin
            <link rel=stylesheet href=//cdn.example/a.css>  | <link href> is dropped unless it is of the app's own origin
            <form action="https://other.example/">          | <form action> is dropped unless it is of the app's own origin
            <iframe src="/a"></iframe>                      | <iframe> is dropped
            <base href="/">                                 | <base> is dropped
            <style>@import "https://cdn.example/a";</style> | https://cdn.example/a in a <style> is dropped unless it is of the app's own origin
            <style>p{background:url(//x.example)}</style>   | //x.example in a <style> is dropped unless it is of the app's own origin
            """)
    void whatThePolicyOfATemplateDropsIsWarnedOf(String html, String warning) throws IOException {
        write("s.mustache", "<!doctype html>", "<p>{{title}}</p>", html);

        Said said = check(write("a.properties", "breakwater.page.template=classpath:s.mustache"));

        assertThat(said.code()).isZero();
        assertThat(warnings(said))
                .containsExactly("classpath:s.mustache:3: " + warning + " (Content-Security-Policy, see docs/page.md)");
    }

    @Test
    void ofManySuchPlacesTheFirstTenAreTold() throws IOException {
        write("s.mustache", "{{title}}" + "\n<p style=x>".repeat(200));

        Said said = check(write("a.properties", "breakwater.page.template=classpath:s.mustache"));

        assertThat(warnings(said)).hasSize(11);
        assertThat(warnings(said).get(9)).startsWith("classpath:s.mustache:11: style=");
        assertThat(warnings(said).get(10)).startsWith("classpath:s.mustache: and 190 more such places");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href=\"https://help.example/\">{{title}}</a>",
                "<img src=\"{{logo}}\" alt=''>",
                "<img src='/logo.svg'><link rel=stylesheet href=/a.css><form action=/search></form>",
                "<link rel=canonical href=https://shop.example/><!-- <p style=x> -->",
                "<script>if (1<2) document.write('<p style=x>')</script><style>p{background:url(/a.png)}</style>",
                "{{! <p style=x> }}<p title='on=1' data-style=x {{#slow}}class=slow{{/slow}}>once=upon</p>"
            })
    void whatItAllowsIsNot(String html) throws IOException {
        write("s.mustache", html);

        Said said = check(write("a.properties", "breakwater.page.template=classpath:s.mustache"));

        assertThat(warnings(said)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t", "{{! nothing but\na note }}\n"})
    void aTemplateWithNothingInIt(String text) throws IOException {
        write("s.mustache", text);
        Path file = write("a.properties", "breakwater.page.template=classpath:s.mustache");

        assertRefusedAsAtTheStart(
                file,
                "  - " + file + ":1: breakwater.page.template = classpath:s.mustache",
                "    classpath:s.mustache: the template is empty");
    }

    @Test
    void theVariableThatWasMeantIsTold() throws IOException {
        write("s.mustache", "{{titel}}");

        assertThat(check(write("a.properties", "breakwater.page.template=classpath:s.mustache"))
                        .text())
                .contains("\n    did you mean {{title}}?");
    }

    @Test
    void aColourThatIsHardToReadIsWarnedOfOnce() throws IOException {
        Said said = check(write(
                "a.properties",
                "breakwater.brand.accent=#ffff00",
                "breakwater.routes.orders.path=/orders/*",
                "breakwater.routes.orders.page.details=true"));

        assertThat(said.code()).isZero();
        assertThat(warnings(said)).singleElement().asString().startsWith("brand.accent=#ffff00 and #eaf3f7 have");
    }

    @Test
    void aFileThatIsSharedWithOthersMayHoldTheirs() throws IOException {
        Path shared = write(
                "application-prod.properties",
                "server.port=8080",
                "spring.mvc.async.request-timeout=5s",
                "breakwater.spring.clients=false",
                "breakwater.timeout=4s");
        Path ours = write("ours.properties", "server.port=8080", "breakwater.timeout=4s");

        assertThat(check(shared).code()).isZero();
        assertThat(check(shared).text()).containsPattern("\n  timeout +4s ");
        assertThat(check(ours).text()).contains(ours + ":1: a line");
        assertThat(check(write("application.properties", "breakwater.timeuot=4s"))
                        .text())
                .contains("did you mean breakwater.timeout?");
    }

    @Test
    void severalFilesAreOneAndTheLastWordCounts() throws IOException {
        Path first = write("a.properties", "breakwater.timeout=4s", "breakwater.routes.orders.timeout=3s");
        Path second = write("b.properties", "breakwater.timeout=5s", "breakwater.routes.orders.path=/orders/*");

        Said said = check(first, second.toString());

        assertThat(said.text())
                .containsPattern("\n  timeout +5s  \\[" + second + ":1]")
                .containsPattern("\n  timeout +3s  \\[" + first + ":2]");
        assertThat(said.code()).isZero();
        assertThat(check(first).code()).isEqualTo(1);
        assertThat(check(first, directory.resolve("none.properties").toString()).text())
                .contains("is not there");
    }

    @Test
    void yamlIsNotRead() throws IOException {
        Said said = check(write("application.yaml", "breakwater:", "  timeout: 4s"));

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.text()).contains("is yaml, which is not read here");
    }

    private static List<String> warnings(Said said) {
        return said.text()
                .lines()
                .filter(line -> line.startsWith("WARN  "))
                .map(line -> line.substring(6))
                .toList();
    }

    /** A resource as class loaders tell of it. */
    private static String told(Path file) {
        return file.toUri().toString().replace("///", "/");
    }
}
