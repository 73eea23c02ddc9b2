package io.breakwater.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, on a free port of 127.0.0.1. */
final class Server implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    /** What every JVM here is started with. */
    static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Path base;
    private final Process process;
    /** For a build that is broken off: the server must not outlive it. */
    private final Thread end;

    private final HttpClient client = HttpClient.newHttpClient();
    private String site = "";

    private Server(Path base, Process process) {
        this.base = base;
        this.process = process;
        this.end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
    }

    /**
     * Starts one, and waits until it serves.
     *
     * @param base its own directory, which is there
     * @param port where the console tells the port, as the first group
     * @param started what the console says when all apps are there
     */
    static Server start(Path base, Map<String, String> variables, List<String> command, Pattern port, String started) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectOutput(base.resolve("console.txt").toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(CATALINA|JAVA|JETTY|JDK_JAVA|BREAKWATER)_.*"));
        builder.environment().putAll(variables);
        try {
            Server server = new Server(base, builder.start());
            boolean serves = false;
            try {
                server.awaitStart(port, started);
                serves = true;
            } finally {
                if (!serves) {
                    server.close();
                }
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command in that directory to its end. */
    static void run(Path base, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(base.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(base.resolve("command.txt").toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended && process.exitValue() == 0)
                    .as(() -> text(base.resolve("command.txt")))
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitStart(Pattern port, String started) {
        await().atMost(PATIENCE).until(() -> !process.isAlive() || console().contains(started));
        assertThat(console()).contains(started);
        Matcher told = port.matcher(console());
        assertThat(told.find()).as(console()).isTrue();
        site = "http://127.0.0.1:" + told.group(1);
    }

    /** What came out of the process: stdout and stderr. */
    String console() {
        return text(base.resolve("console.txt"));
    }

    /** The text of the log whose files' names begin so: one file, or two around midnight. */
    String log(String beginning) {
        try (var files = Files.list(base.resolve("logs"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .sorted()
                    .map(Server::text)
                    .reduce("", String::concat);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            // It may be being written, and end within a character.
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a browser gets, with these headers besides. */
    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(site + path)).header("Accept", BROWSER);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        Runtime.getRuntime().removeShutdownHook(end);
    }
}
