package io.breakwater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Most apps have no such jar, and need none; one that wants answers kept is told at the start. */
class WithoutCaffeineTest {

    private final URLClassLoader app =
            new URLClassLoader(libraries(), getClass().getClassLoader().getParent());

    private static URL[] libraries() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(jar -> !jar.contains("caffeine"))
                .map(jar -> url(new File(jar)))
                .toArray(URL[]::new);
    }

    private static URL url(File file) {
        try {
            return file.toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @AfterEach
    void close() throws Exception {
        app.close();
    }

    /** Starts and ends an engine in that app. */
    private void start(String enabled) throws Throwable {
        Object builder =
                app.loadClass("io.breakwater.Breakwater").getMethod("builder").invoke(null);
        Object set = builder.getClass()
                .getMethod("set", String.class, String.class)
                .invoke(builder, "breakwater.stale.enabled", enabled);
        try {
            ((AutoCloseable) set.getClass().getMethod("build").invoke(set)).close();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void theJarIsNotThere() {
        assertThatThrownBy(() -> app.loadClass("com.github.benmanes.caffeine.cache.Caffeine"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void nothingIsMissedWhereNoAnswersAreKept() throws Throwable {
        start("false");
    }

    @Test
    void theStartStopsAndNamesTheJar() {
        assertThatThrownBy(() -> start("true")).satisfies(refused -> {
            assertThat(refused.getClass().getSimpleName()).isEqualTo("SettingsException");
            assertThat(refused)
                    .hasMessageContaining("breakwater.stale.enabled")
                    .hasMessageContaining("com.github.ben-manes.caffeine:caffeine");
        });
    }
}
