package io.breakwater.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.internal.config.KeepingLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceTest {

    @TempDir
    Path directory;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void keep() {
        Thread.currentThread().setContextClassLoader(new KeepingLoader(directory));
    }

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void aTemplateOnTheClassPathIsReadItselfWhateverTheLoaderKeeps() throws IOException {
        Path file = Files.writeString(directory.resolve("s.mustache"), "before");
        assertThat(TemplateSource.load("classpath:s.mustache").text()).isEqualTo("before");

        Files.writeString(file, "after");

        assertThat(TemplateSource.load("classpath:s.mustache").text()).isEqualTo("after");
    }

    @Test
    void soAreTheWordsOfALanguage() throws IOException {
        Path file = Files.writeString(directory.resolve("breakwater-page_en.properties"), "brand=Before");
        assertThat(Languages.english().first().messages().text("brand")).isEqualTo("Before");

        Files.writeString(file, "brand=After");

        assertThat(Languages.english().first().messages().text("brand")).isEqualTo("After");
    }
}
