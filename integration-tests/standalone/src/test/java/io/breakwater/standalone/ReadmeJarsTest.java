package io.breakwater.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The two ways to a WAR's libraries, by Maven and by hand, are one. */
class ReadmeJarsTest {

    @Test
    void theJarsThatTheReadmeListsAreThoseThatMavenTakes() {
        assertThat(War.jars())
                .extracting(jar -> jar.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(Readme.jars());
    }
}
