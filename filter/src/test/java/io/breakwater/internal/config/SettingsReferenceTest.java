package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReferenceTest {

    private static final Path PAGE = Path.of("../docs/settings.md");

    @TempDir
    private Path folder;

    private record Said(int code, String text) {}

    private static Said say(String... args) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int code = CommandLine.run(
                List.of(args),
                page -> new Findings(List.of(), List.of()),
                new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return new Said(code, bytes.toString(StandardCharsets.UTF_8));
    }

    /** Written anew with {@code -Dbreakwater.write-reference=true}. */
    @Test
    void thePageInTheDocumentationIsTheCatalogue() throws IOException {
        if (Boolean.getBoolean("breakwater.write-reference")) {
            Files.writeString(PAGE, SettingsReference.markdown());
        }

        assertThat(Files.readString(PAGE)).isEqualTo(SettingsReference.markdown());
    }

    @Test
    void thePrintedFileIsACommentAndChangesNothingWhenUncommented() throws IOException {
        Said printed = say("settings");
        assertThat(printed.code()).isZero();
        Properties commented = new Properties();
        commented.load(new StringReader(printed.text()));
        assertThat(commented).isEmpty();

        String file = printed.text()
                .replace("\n#breakwater.config", "\n# breakwater.config")
                .replace("\n#breakwater", "\nbreakwater")
                .replace("<name>.path=", "orders.path=/orders/*")
                .replace("<name>", "orders");
        Path written = Files.writeString(folder.resolve("all.properties"), file);
        LoadedSettings loaded = SettingsLoader.load(SettingsSources.builder()
                .set("breakwater.config", written.toString())
                .build());

        assertThat(loaded.settings().defaults())
                .isEqualTo(SettingsLoader.load(SettingsSources.builder().build())
                        .settings()
                        .defaults());
        assertThat(loaded.values().stream()
                        .filter(value -> value.route().equals("default"))
                        .filter(value -> value.origin().isEmpty()))
                .isEmpty();
    }

    @Test
    void aFileIsCheckedWholeAndTheTableShowsWhatIsInForce() throws IOException {
        Path good = Files.writeString(
                folder.resolve("good.properties"), "breakwater.timeout=7s\nbreakwater.routes.orders.path=/orders/*\n");

        Said said = say("check", good.toString());

        assertThat(said.code()).isZero();
        assertThat(said.text())
                .contains("route default\n", "route orders\n")
                .containsPattern("\n  timeout +7s  \\[.*good\\.properties:1]\n")
                .containsPattern("\n  retry\\.max-attempts +2\n");
    }

    @Test
    void everyProblemOfAFileIsToldAndTheExitCodeSaysSo() throws IOException {
        Path bad = Files.writeString(
                folder.resolve("bad.properties"), "breakwater.timeuot=7s\nbreakwater.retry.max-attempts=0\n");

        Said said = say("check", bad.toString());

        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text())
                .contains("2 problems", "bad.properties:1", "did you mean breakwater.timeout?", "bad.properties:2");
        assertThat(say("check", folder.resolve("missing").toString()).code()).isEqualTo(1);
    }

    @Test
    void whatIsOnTheClassPathIsFoundBesideTheFileAndWhereTheCommandLineSays() throws IOException {
        Path good = Files.writeString(
                folder.resolve("good.properties"), "breakwater.brand.logo=classpath:images/logo.svg\n");
        Path beside = Files.createDirectory(folder.resolve("images")).resolve("logo.svg");
        String svg = "<svg xmlns='http://www.w3.org/2000/svg'/>";

        assertThat(say("check", good.toString()).text())
                .contains("is not on the class path: looked for images/logo.svg");
        Files.writeString(beside, svg);
        assertThat(say("check", good.toString()).code()).isZero();

        Path elsewhere = folder.resolve("classes");
        Files.createDirectories(elsewhere.resolve("images"));
        Files.move(beside, elsewhere.resolve("images/logo.svg"));
        assertThat(say("check", good.toString()).code()).isEqualTo(1);
        assertThat(say("check", good.toString(), "--classpath", elsewhere.toString())
                        .code())
                .isZero();

        Path jar = archive("shop.jar", "images/logo.svg", svg);
        Path war = archive("shop.war", "WEB-INF/classes/images/logo.svg", svg);
        assertThat(say("check", good.toString(), "--classpath", jar.toString()).code())
                .isZero();
        assertThat(say("check", good.toString(), "--classpath", jar.toString(), "--classpath", war.toString())
                        .code())
                .isZero();
        assertThat(say("check", good.toString(), "--classpath", war.toString()).code())
                .isZero();
        assertThat(say("check", good.toString(), "--classpath", "/no/such.jar"))
                .isEqualTo(new Said(2, "--classpath /no/such.jar: there is no such directory or JAR\n"));
        assertThat(say("check", good.toString(), "--classpath").code()).isEqualTo(2);
    }

    private Path archive(String name, String entry, String text) throws IOException {
        Path archive = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return archive;
    }

    @Test
    void whoeverCallsItWronglyIsToldHow() {
        assertThat(say()).isEqualTo(say("check"));
        assertThat(say("chekc", "file").code()).isEqualTo(2);
        assertThat(say().text()).startsWith("usage: ");
    }

    @Test
    void itRunsWithoutTheLibrariesOfTheFilter() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        "target/classes",
                        "io.breakwater.Main",
                        "check",
                        folder.resolve("missing").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isEqualTo(1);
        assertThat(said).contains("a problem", "missing");
    }
}
