package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.config.Problem;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {

    @TempDir
    Path directory;

    @Test
    void eachSourceWinsOverTheOnesBeforeIt() throws IOException {
        write("breakwater.properties", "breakwater.timeout=21s\n");
        SettingsSources.Builder sources = onClassPath();
        assertThat(timeout(sources)).isEqualTo(21);

        sources.initParams(Map.of("breakwater.timeout", "22s"));
        assertThat(timeout(sources)).isEqualTo(22);

        sources.set("breakwater.timeout", "23s");
        assertThat(timeout(sources)).isEqualTo(23);

        sources.set("breakwater.timeout", "24s");
        assertThat(timeout(sources)).isEqualTo(24);

        sources.systemProperties(properties("breakwater.timeout", "25s"));
        assertThat(timeout(sources)).isEqualTo(25);

        sources.environment(Map.of("BREAKWATER_TIMEOUT", "26s"));
        assertThat(timeout(sources)).isEqualTo(26);
    }

    @Test
    void everyProblemSaysWhereItIs() throws IOException {
        write("breakwater.properties", "# ours\n\nbreakwater.timeout=1\n");

        assertThat(Loading.problems(onClassPath()
                        .initParams(Map.of("breakwater.timeout", "2"))
                        .set("breakwater.timeout", "3")
                        .set("breakwater.timeout", "4", "application.yml:7")
                        .systemProperties(properties("breakwater.timeout", "5"))
                        .environment(Map.of("BREAKWATER_TIMEOUT", "6"))))
                .extracting(problem -> problem.origin() + " " + problem.found().orElseThrow())
                .containsExactly(
                        "breakwater.properties:3 1",
                        "init-param 2",
                        "Breakwater.builder() 3",
                        "application.yml:7 4",
                        "system property 5",
                        "environment variable BREAKWATER_TIMEOUT 6");
    }

    @Test
    void aMistakeThatALaterSourceHidesIsStillAMistake() {
        assertThat(Loading.problem("timeout=soon", "timeout=15s").found()).contains("soon");
    }

    @Test
    void theDefaultFileMayBeMissing() throws IOException {
        assertThat(Loading.problems(onClassPath())).isEmpty();
    }

    @Test
    void aNamedFileTakesThePlaceOfTheDefaultOne() throws IOException {
        write("breakwater.properties", "breakwater.timeout=21s\n");
        write("other.properties", "breakwater.idle-timeout=1s\nbreakwater.timeout=1\n");
        String file = directory.resolve("other.properties").toString();

        assertThat(Loading.only(Loading.problems(onClassPath().initParams(Map.of("breakwater.config", file))))
                        .origin())
                .isEqualTo(file + ":2");
        assertThat(Loading.only(Loading.problems(
                                onClassPath().environment(Map.of("BREAKWATER_CONFIG", "classpath:/other.properties"))))
                        .origin())
                .isEqualTo("classpath:other.properties:2");
    }

    @Test
    void theLastSourceNamesTheFile() throws IOException {
        write("a.properties", "breakwater.timeout=21s\n");
        write("b.properties", "breakwater.timeout=22s\n");

        assertThat(timeout(onClassPath()
                        .set("breakwater.config", "classpath:a.properties")
                        .systemProperties(properties("breakwater.config", "classpath:b.properties"))))
                .isEqualTo(22);
        assertThat(timeout(onClassPath()
                        .systemProperties(properties("breakwater.config", "classpath:b.properties"))
                        .environment(Map.of("BREAKWATER_CONFIG", "classpath:a.properties"))))
                .isEqualTo(21);
    }

    @Test
    void aNamedFileMustBeThere() {
        Problem problem = Loading.problem("config=/no/such.properties");

        assertThat(problem.key()).isEqualTo("breakwater.config");
        assertThat(problem.message()).isEqualTo("is not there: looked for the file /no/such.properties");
        assertThat(Loading.problem("config=classpath:no.properties").message())
                .isEqualTo("is not on the class path: looked for no.properties");
        assertThat(Loading.problem("config=").message()).startsWith("is empty");
        assertThat(Loading.problem("config=a\0b").message()).startsWith("is not a file's path");
    }

    @Test
    void aFileCannotNameAnother() throws IOException {
        write("breakwater.properties", "breakwater.config=other.properties\n");

        Problem problem = Loading.only(Loading.problems(onClassPath()));

        assertThat(problem.origin()).isEqualTo("breakwater.properties:1");
        assertThat(problem.message()).contains("cannot stand in the file").contains("BREAKWATER_CONFIG");
    }

    @Test
    void aFileThatIsNotUtf8IsAProblemOfItsOwn() throws IOException {
        Files.write(
                directory.resolve("breakwater.properties"),
                "\nbreakwater.brand.name=Größe\n".getBytes(StandardCharsets.ISO_8859_1));

        Problem problem = Loading.only(Loading.problems(onClassPath()));

        assertThat(problem.origin()).isEqualTo("breakwater.properties:2");
        assertThat(problem.message()).isEqualTo("is not UTF-8");
    }

    @Test
    void theFileIsReadAnewEachTime() throws IOException {
        write("breakwater.properties", "breakwater.timeout=21s\n");
        SettingsSources sources = onClassPath().build();
        SettingsLoader.load(sources);

        write("breakwater.properties", "breakwater.timeout=22s\n");

        assertThat(SettingsLoader.load(sources).settings().defaults().timeouts().exchange())
                .isEqualTo(Duration.ofSeconds(22));
    }

    @Test
    void systemPropertiesAndWhatIsReadAnewAreReadEachTime() throws IOException {
        Properties system = new Properties();
        Map<String, String> other = new HashMap<>(Map.of("breakwater.timeout", "21s"));
        SettingsSources sources = onClassPath()
                .set("breakwater.timeout", "20s")
                .readAnew(fresh -> other.forEach(fresh::set))
                .systemProperties(system)
                .build();
        assertThat(timeout(sources)).isEqualTo(21);

        other.put("breakwater.timeout", "22s");
        assertThat(timeout(sources)).isEqualTo(22);

        system.setProperty("breakwater.timeout", "23s");
        assertThat(timeout(sources)).isEqualTo(23);
    }

    @Test
    void aFileThatMayChangeByItselfIsTold() throws IOException {
        write("breakwater.properties", "breakwater.timeout=21s\n");
        Path file = directory.resolve("breakwater.properties");

        assertThat(SettingsLoader.load(onClassPath().build()).file())
                .contains(new LoadedSettings.PropertiesFile(file, "breakwater.timeout=21s\n"));
        assertThat(SettingsLoader.load(SettingsSources.builder()
                                .set("breakwater.config", file.toString())
                                .build())
                        .file())
                .contains(new LoadedSettings.PropertiesFile(file, "breakwater.timeout=21s\n"));

        Files.delete(file);
        assertThat(SettingsLoader.load(onClassPath().build()).file()).isEmpty();
    }

    @Test
    void aFileInAJarCannotChange() throws IOException {
        Path jar = directory.resolve("app.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("breakwater.properties"));
            out.write("breakwater.timeout=21s".getBytes(StandardCharsets.UTF_8));
        }
        SettingsSources sources = SettingsSources.builder()
                .classLoader(new URLClassLoader(new URL[] {jar.toUri().toURL()}, null))
                .build();

        assertThat(timeout(sources)).isEqualTo(21);
        assertThat(SettingsLoader.load(sources).file()).isEmpty();
    }

    @Test
    void aTemplateIsFoundInAFileOrOnTheClassPath() throws IOException {
        write("page.html", "<!doctype html>");
        String file = directory.resolve("page.html").toString();

        assertThat(Loading.load("page.template=" + file).defaults().page().template())
                .contains(file);
        assertThat(SettingsLoader.load(onClassPath()
                                .set("breakwater.page.template", "classpath:page.html")
                                .build())
                        .settings()
                        .defaults()
                        .page()
                        .template())
                .contains("classpath:page.html");
    }

    @Test
    void whatBelongsToOthersIsPassedOver() {
        assertThat(Loading.problems(SettingsSources.builder()
                        .systemProperties(properties("java.version", "17"))
                        .environment(Map.of("PATH", "/bin", "breakwater_timeout", "1"))))
                .isEmpty();
    }

    @Test
    void initParamsAreOursAloneSoNoneIsPassedOver() {
        assertThat(Loading.only(Loading.problems(SettingsSources.builder().initParams(Map.of("timeout", "5s"))))
                        .suggestion())
                .contains("breakwater.timeout");
    }

    private SettingsSources.Builder onClassPath() throws MalformedURLException {
        return SettingsSources.builder()
                .classLoader(new URLClassLoader(new URL[] {directory.toUri().toURL()}, null));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private static Properties properties(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty(key, value);
        return properties;
    }

    private static long timeout(SettingsSources.Builder sources) {
        return timeout(sources.build());
    }

    private static long timeout(SettingsSources sources) {
        return SettingsLoader.load(sources)
                .settings()
                .defaults()
                .timeouts()
                .exchange()
                .toSeconds();
    }
}
