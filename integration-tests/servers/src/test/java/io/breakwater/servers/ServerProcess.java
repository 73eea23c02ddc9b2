package io.breakwater.servers;

import static org.awaitility.Awaitility.await;

import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A server's process, with the processes that its script starts. What comes out of it is in {@code console.txt}. It ends with this
 * JVM, if not before.
 */
final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int SECONDS_TO_STOP = 20;
    private static final int LAST_CHARACTERS = 12_000;
    private static final Pattern OWN_VARIABLES =
            Pattern.compile("(CATALINA|JAVA|JDK_JAVA|JBOSS|WILDFLY|WLP|JVM|AS|BREAKWATER)_.*");

    private final Path console;
    private final Process process;
    private final Thread end = new Thread(this::kill);

    private ServerProcess(Path console, Process process) {
        this.console = console;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(end);
    }

    /** Starts a command in a directory, with these variables besides those of this process. */
    static ServerProcess start(Path base, Map<String, String> variables, List<String> command) {
        Path console = base.resolve("console.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectOutput(console.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> OWN_VARIABLES.matcher(name).matches());
        builder.environment().putAll(variables);
        try {
            return new ServerProcess(console, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until that answers 200.
     *
     * @throws IllegalStateException with the end of the log, when the server ends or does not answer for four minutes
     */
    void awaitAnswer(URI uri) {
        try {
            await().atMost(PATIENCE).pollInterval(PAUSE).until(() -> !process.isAlive() || status(uri) == 200);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(uri + " does not answer:\n" + lastOfLog(), e);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException("the server has ended by itself:\n" + lastOfLog());
        }
    }

    /** Waits until that is not there any more. */
    void awaitGone(URI uri) {
        try {
            await().atMost(PATIENCE).pollInterval(PAUSE).until(() -> status(uri) == 404);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException(uri + " does not go:\n" + lastOfLog(), e);
        }
    }

    private static int status(URI uri) {
        try {
            RawResponse response = RawClient.get(uri);
            return response.whole() ? response.status() : 0;
        } catch (UncheckedIOException | IllegalStateException e) {
            // Not listening yet, or not answering.
            return 0;
        }
    }

    /** What came out of it so far. */
    String console() {
        return Directories.read(console);
    }

    private String lastOfLog() {
        String text = console();
        return text.substring(Math.max(0, text.length() - LAST_CHARACTERS));
    }

    /** How many objects of a class live in the server, after its garbage was collected. */
    int living(String className) {
        ProcessHandle java = all().filter(it -> it.info()
                        .command()
                        .filter(command -> command.endsWith("java"))
                        .isPresent())
                // A script may have a JVM of its own for the time.
                .max(Comparator.comparing(it -> it.info().startInstant().orElse(Instant.MIN)))
                .orElseThrow();
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process histogram = new ProcessBuilder(tool.toString(), Long.toString(java.pid()), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!text.contains("#instances")) {
                throw new IllegalStateException("no histogram: " + text);
            }
            // A line a loader.
            return text.lines()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns.length >= 4 && columns[3].equals(className))
                    .mapToInt(columns -> Integer.parseInt(columns[1]))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()));
    }

    private void kill() {
        List<ProcessHandle> family = all().toList();
        family.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        List<ProcessHandle> family = all().toList();
        family.forEach(ProcessHandle::destroy);
        try {
            for (ProcessHandle member : family) {
                member.onExit().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // It had its time.
            family.forEach(ProcessHandle::destroyForcibly);
        }
        Runtime.getRuntime().removeShutdownHook(end);
    }
}
