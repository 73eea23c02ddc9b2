package io.breakwater.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The brand's logo: read at the start, or refused in words that help. */
class LogoTest {

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a00, image/png",
        "ffd8ffe000, image/jpeg",
        "474946383961, image/gif",
        "524946460000000057454250, image/webp",
        "3c3f786d6c3f3e3c7376672f3e, image/svg+xml"
    })
    void aLogoBecomesPartOfThePage(String hex, String type) throws IOException {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);
        Path file = Files.write(dir.resolve("logo"), bytes);

        assertThat(Loading.load("brand.logo=" + file).defaults().page().brand().logo())
                .contains("data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes));
    }

    @Test
    void aLogoThatIsTooLargeOrNoneOrNotThereStopsTheStartOnce() throws IOException {
        Path large = Files.writeString(dir.resolve("large.svg"), "<svg>" + " ".repeat(LogoReader.MAX_BYTES - 4));
        Path text = Files.write(dir.resolve("logo.png"), "hello".getBytes(StandardCharsets.UTF_8));

        assertThat(Loading.problem("brand.logo=" + large, "routes.a.path=/a").toString())
                .contains("is larger than 32 KB");
        assertThat(Loading.problem("brand.logo=" + text).toString())
                .contains("is none of SVG, PNG, JPEG, GIF and WebP");
        assertThat(Loading.problem("brand.logo=" + dir.resolve("none.svg")).toString())
                .contains("is not there: looked for the file");
        assertThat(Loading.problem("brand.logo=classpath:none.svg").toString()).contains("is not on the class path");
    }

    @Test
    void aLogoOfTheLargestSizeIsTaken() throws IOException {
        Path file = Files.writeString(dir.resolve("logo.svg"), "<svg>" + " ".repeat(LogoReader.MAX_BYTES - 5));

        assertThat(Loading.load("brand.logo=" + file).defaults().page().brand().logo())
                .isPresent();
    }
}
