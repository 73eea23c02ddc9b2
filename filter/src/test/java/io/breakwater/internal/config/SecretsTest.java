package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.config.Problem;
import io.breakwater.config.SettingChange;
import io.breakwater.config.SettingsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is secret is told nowhere: neither in the log, nor in a problem, nor by the command line. */
class SecretsTest {

    private static final String SECRET = "hunter2";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "routes.a.downstream=https://svc:hunter2@orders.example",
                "routes.a.downstream=https://svc:hun/hunter2@orders.example",
                "routes.a.downstream=svc:hunter2@orders.example",
                "brand.support=https://svc:hunter2@help.example",
                "brand.status-page=svc:hunter2@status.example",
                "brand.home=https://svc:hunter2@shop.example",
                "brand.links=Help=https://svc:hunter2@help.example",
                "brand.logo=https://svc:hunter2@cdn.example/logo.svg",
                "page.template=https://svc:hunter2@cdn.example/page.mustache",
                "routes.a.headers=X-Api-Key: hunter2\u0007",
                "routes.a.headers=X-Api-Key: abc, : hunter2",
                "routes.a.headers=hunter2 hunter2",
                "db.password=hunter2",
                "routes.a.password=hunter2",
                "routes.a=hunter2",
                "path=hunter2",
            })
    void aRefusedValueIsToldWithoutWhatIsSecretInIt(String pair) {
        List<Problem> problems = Loading.problems("routes.a.path=/a", pair);

        assertThat(problems).isNotEmpty();
        assertThat(new SettingsException(problems).getMessage()).doesNotContain(SECRET);
        assertThat(problems.toString()).doesNotContain(SECRET);
        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.found().orElse("")).doesNotContain(SECRET));
    }

    @Test
    void aHeadersValueIsPartOfNoListing() throws IOException {
        Path file = Files.writeString(
                directory.resolve("a.properties"),
                """
                breakwater.routes.a.path=/a
                breakwater.routes.a.headers=X-Api-Key: hunter2, X-Beta
                """);
        LoadedSettings loaded = SettingsLoader.load(SettingsSources.builder()
                .set("breakwater.config", file.toString())
                .build());

        assertThat(loaded.settings().routes().get(0).conditions().headers())
                .containsExactly(
                        RouteConditions.Header.parse("X-Api-Key: hunter2"), RouteConditions.Header.parse("X-Beta"));
        assertThat(String.join("\n", loaded.listing()))
                .doesNotContain(SECRET)
                .contains("headers=\"X-Api-Key: ***, X-Beta\"");
        assertThat(loaded.values()).noneMatch(value -> value.value().contains(SECRET));
        assertThat(check(file)).doesNotContain(SECRET).contains("X-Api-Key: ***, X-Beta");
    }

    @Test
    void aHeadersValueThatChangedIsAChange() {
        LoadedSettings before =
                SettingsLoader.load(Loading.given("routes.a.path=/a", "routes.a.headers=X-Api-Key: hunter1")
                        .build());
        LoadedSettings after =
                SettingsLoader.load(Loading.given("routes.a.path=/a", "routes.a.headers=X-Api-Key: hunter2")
                        .build());

        assertThat(after.changesSince(before))
                .extracting(SettingChange::toString)
                .containsExactly("routes.a.headers from=\"X-Api-Key: ***\" to=\"X-Api-Key: ***\"");
    }

    @Test
    void whatIsNoSecretIsToldAsItIs() {
        LoadedSettings loaded = SettingsLoader.load(Loading.given(
                        "routes.a.path=/a",
                        "routes.a.downstream=https://orders.example/api",
                        "brand.support=mailto:help@harbour-books.example")
                .build());

        assertThat(String.join("\n", loaded.listing()))
                .contains("downstream=https://orders.example/api")
                .contains("brand.support=mailto:help@harbour-books.example");
    }

    @Test
    void aFileOfAnotherProgramsIsNotQuoted() throws IOException {
        Path file = Files.writeString(
                directory.resolve("other"),
                """
                -----BEGIN PRIVATE KEY-----
                hunter2hunter2
                spring.datasource.password=hunter2
                hunter2=\\u12
                """);

        assertThat(check(file))
                .doesNotContain(SECRET)
                .doesNotContain("PRIVATE")
                .contains("other:1", "is nowhere in this file");
    }

    @Test
    void aLineOfAnotherProgramsAmongOursIsNotQuoted() throws IOException {
        Path file = Files.writeString(
                directory.resolve("mixed"),
                "breakwater.timeout=5s\nhunter2hunter2hunter2=hunter2\nretry.maxAttempts=hunter2\n");

        assertThat(check(file))
                .doesNotContain(SECRET)
                .contains(
                        "2 problems",
                        "mixed:2",
                        "mixed:3: retry.maxAttempts",
                        "did you mean breakwater.retry.max-attempts?");
    }

    @Test
    void aFileThatIsFarTooLargeIsNotReadToItsEnd() throws IOException {
        Path file = directory.resolve("sparse");
        try (var sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L * 1024 * 1024 * 1024);
        }

        assertThat(check(file)).contains("is larger than 8 MB");
    }

    @Test
    void aLargeFileOfAnotherKindMakesAShortMessage() throws IOException {
        Path file = Files.writeString(
                directory.resolve("long"), "breakwater.timeout=5s\n" + "some.other.key=1\n".repeat(20_000));

        assertThat(check(file)).hasSizeLessThan(20_000).contains("more");
    }

    private static String check(Path file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CommandLine.run(
                List.of("check", file.toString()),
                page -> new Findings(List.of(), List.of()),
                new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
