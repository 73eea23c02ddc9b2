package io.breakwater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.breakwater.config.CommandLine;
import io.breakwater.page.PageCheck;
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

    private void assertRefusedAsAtTheStart(Path file) throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        String told;
        try (URLClassLoader app =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, CheckTest.class.getClassLoader())) {
            Thread.currentThread().setContextClassLoader(app);
            Breakwater.Builder builder = Breakwater.builder().set("breakwater.config", file.toString());
            builder.sources().classLoader(app);
            told = catchThrowable(builder::build).getMessage();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }

        Said beside = check(file);
        assertThat(beside.code()).isEqualTo(1);
        assertThat(beside.text()).isEqualTo("Breakwater's settings have a problem:\n  - " + told + "\n");
        assertThat(check(file, "--classpath", directory.toString())).isEqualTo(beside);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<p>{{titel}}</p>", "{{#a}}<p>{{title}}</p>", "<p>{{title</p>"})
    void aTemplateThatStopsTheStart(String template) throws IOException {
        write("s.mustache", template);

        assertRefusedAsAtTheStart(write("a.properties", "breakwater.page.template=classpath:s.mustache"));
        assertRefusedAsAtTheStart(write(
                "b.properties",
                "breakwater.routes.orders.path=/orders/*",
                "breakwater.routes.orders.page.template.503=classpath:s.mustache"));
    }

    @Test
    void wordsThatNoPageHas() throws IOException {
        write("breakwater-page_gsw.properties", "titel=Grüezi");

        assertRefusedAsAtTheStart(write("a.properties", "breakwater.page.languages=en, gsw"));
    }

    @Test
    void aLanguageWithoutWords() throws IOException {
        assertRefusedAsAtTheStart(write("a.properties", "breakwater.page.languages=en, gsw"));
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
