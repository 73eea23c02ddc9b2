package io.breakwater.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app without a provider of SLF4J, as a plain WAR is that has no more than the README's first dependency. */
class NoLogProviderTest {

    /** Under which Tomcat logs what an app says by {@code ServletContext.log}. */
    private static final String APPS_OWN = "org.apache.catalina.core.ContainerBase";

    @TempDir
    private Path directory;

    @Test
    void warningsAndIncidentsAreInTheAppsOwnLog() throws Exception {
        List<String> log = logOfAVisit(path -> !path.contains("logback"));

        assertThat(log)
                .filteredOn(line -> line.contains("SLF4J has no provider"))
                .singleElement()
                .asString()
                .contains("slf4j-jdk14");
        assertThat(log).anyMatch(line -> line.startsWith("WARN io.breakwater.incident incident opened route=default"));
    }

    @Test
    void withAProviderNothingIsToldTwice() throws Exception {
        List<String> log = logOfAVisit(path -> true);

        assertThat(log).noneMatch(line -> line.contains("SLF4J has no provider") || line.contains("incident"));
    }

    private List<String> logOfAVisit(Predicate<String> library) throws Exception {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.add(String.valueOf(record.getMessage()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(APPS_OWN);
        logger.addHandler(handler);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader app = new URLClassLoader(libraries(library), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(app);
            Callable<?> war = (Callable<?>) app.loadClass(PlainWar.class.getName())
                    .getConstructor(Path.class)
                    .newInstance(directory);
            assertThat(war.call()).isEqualTo(502);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            logger.removeHandler(handler);
        }
        return List.copyOf(lines);
    }

    private static URL[] libraries(Predicate<String> wanted) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (wanted.test(path)) {
                urls.add(Path.of(path).toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }
}
