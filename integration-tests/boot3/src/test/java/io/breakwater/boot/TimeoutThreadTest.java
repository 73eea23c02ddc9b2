package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.downstream.Answer;
import io.breakwater.downstream.ScriptedDownstream;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The JDK has one thread for all time-outs of {@code CompletableFuture}, which lives as long as the JVM and keeps the context
 * class loader of whoever was the first to have one. In a JVM of its own, where that is a time-out of the app's client.
 */
class TimeoutThreadTest {

    @Test
    void theThreadOfTheJdksTimeoutsDoesNotKeepTheAppsLoader(@TempDir Path directory) throws Exception {
        Path said = directory.resolve("said.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Deployed.class.getName(),
                        said.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile())
                .start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(said).as(() -> output(directory)).hasContent("200 neutral");
    }

    private static String output(Path directory) {
        File output = directory.resolve("output.txt").toFile();
        return output.exists() ? output.toString() : "no output";
    }

    /** As a container starts an app and gives it a request: with the app's loader as that of the thread. */
    static final class Deployed {

        private Deployed() {}

        public static void main(String[] arguments) throws Exception {
            try (URLClassLoader apps = new URLClassLoader(new URL[0], Deployed.class.getClassLoader());
                    ScriptedDownstream downstream = ScriptedDownstream.start()) {
                Thread.currentThread().setContextClassLoader(apps);
                downstream.behave(Answer.ok("Moby-Dick"));
                try (Harbour harbour = Harbour.start(
                        OrdersApp.class,
                        "downstream=" + downstream.uri(),
                        "spring.http.client.factory=jdk",
                        "spring.http.clients.imperative.factory=jdk")) {
                    int status = harbour.visit("/orders/7").statusCode();
                    Files.writeString(Path.of(arguments[0]), status + " " + keeper(), StandardCharsets.UTF_8);
                }
            }
            System.exit(0);
        }

        private static String keeper() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().contains("elayScheduler"))
                    .findFirst()
                    .map(thread -> thread.getContextClassLoader() == ClassLoader.getSystemClassLoader()
                            ? "neutral"
                            : "kept by " + thread.getContextClassLoader())
                    .orElse("no such thread");
        }
    }
}
