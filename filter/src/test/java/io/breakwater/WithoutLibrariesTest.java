package io.breakwater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar} has the filter's jar and the template engine that is packed into it, and nothing else. */
class WithoutLibrariesTest {

    @TempDir
    Path directory;

    private URLClassLoader jar;

    @BeforeEach
    void open() throws Exception {
        URL engine = Class.forName("com.samskivert.mustache.Mustache")
                .getProtectionDomain()
                .getCodeSource()
                .getLocation();
        URL own = Breakwater.class.getProtectionDomain().getCodeSource().getLocation();
        jar = new URLClassLoader(new URL[] {own, engine}, ClassLoader.getPlatformClassLoader());
    }

    @AfterEach
    void close() throws Exception {
        jar.close();
    }

    private int run(ByteArrayOutputStream out, String... args) throws Exception {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return (int) jar.loadClass("io.breakwater.internal.preview.PageCommand")
                .getMethod("run", List.class, PrintStream.class, PrintStream.class)
                .invoke(null, List.of(args), stream, stream);
    }

    @Test
    void theyAreNotThere() {
        assertThatThrownBy(() -> jar.loadClass("org.slf4j.Logger")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void pagesAreMade() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(run(out, "page", "--stale")).isZero();
        assertThat(run(out, "page", "--fault", "circuit_open")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("<aside role=\"note\"", "giving it a moment");
        assertThat(run(out, "page", "--all", "-o", directory.toString())).isZero();
        assertThat(directory.resolve("ko/maintenance.post.json")).exists();
    }
}
