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
        int code = CommandLine.run(args, PageCheck::problems, new PrintStream(bytes, true, StandardCharsets.UTF_8));
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
}
