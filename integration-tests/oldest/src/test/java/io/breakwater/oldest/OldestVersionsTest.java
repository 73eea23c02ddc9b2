package io.breakwater.oldest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.springframework.boot.SpringApplication;

/** That this module runs on what it says, and that the README says the same. */
class OldestVersionsTest {

    @Test
    void theVersionsOnTheClassPathAreThoseOfTheReadme() throws IOException {
        assertThat(jarOf(CircuitBreaker.class)).endsWith("-" + System.getProperty("oldest.resilience4j") + ".jar");
        assertThat(jarOf(Logger.class)).endsWith("-" + System.getProperty("oldest.slf4j") + ".jar");
        assertThat(jarOf(SpringApplication.class)).endsWith("-" + System.getProperty("oldest.spring-boot") + ".jar");
        assertThat(Files.readString(Path.of("../../README.md")))
                .contains("Resilience4j " + minor("oldest.resilience4j") + " to 2.4")
                .contains("SLF4J " + minor("oldest.slf4j"))
                .contains("Spring Boot " + minor("oldest.spring-boot"));
    }

    private static String minor(String property) {
        String version = System.getProperty(property);
        return version.substring(0, version.lastIndexOf('.'));
    }

    private static String jarOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
