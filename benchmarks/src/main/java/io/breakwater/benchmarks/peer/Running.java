package io.breakwater.benchmarks.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a process of its own. */
public final class Running implements AutoCloseable {

    private static final String LISTENING = "listening ";
    private static final int PATIENCE_SECONDS = 60;
    private static final int LOOK_MILLIS = 20;

    private final Process process;
    private final CompletableFuture<Integer> told = new CompletableFuture<>();
    private final int port;

    private Running(List<String> command, int port) throws IOException {
        this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Thread listener = new Thread(() -> listen(command), "listener");
        listener.setDaemon(true);
        listener.start();
        this.port = port > 0
                ? port
                : told.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** A main class in a JVM of its own, which prints the port that it listens on. */
    public static Running jvm(String classPath, List<String> options, String main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options);
        // The clients' own hidden retries off: what arrives at the downstream is what was meant to.
        command.add("-Djdk.httpclient.redirects.retrylimit=1");
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(List.of(arguments));
        return new Running(command, 0);
    }

    /** A main class of ours. */
    public static Running ours(List<String> options, Class<?> main, String... arguments) throws IOException {
        return jvm(System.getProperty("java.class.path"), options, main.getName(), arguments);
    }

    /** Any other server, which listens on that port once it has started. */
    static Running command(int port, String... command) throws IOException {
        Running running = new Running(List.of(command), port);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!running.accepts()) {
            if (System.nanoTime() - end > 0 || !running.process.isAlive()) {
                running.close();
                throw new IOException(String.join(" ", command) + " does not listen");
            }
            pause();
        }
        return running;
    }

    /** A port that is free at the moment. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where {@code program} is installed. */
    static Optional<String> installed(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/local/sbin";
        return Stream.of(path.split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Object::toString)
                .findFirst();
    }

    private boolean accepts() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a server started", e);
        }
    }

    private void listen(List<String> command) {
        StringBuilder said = new StringBuilder();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(LISTENING)) {
                    told.complete(Integer.parseInt(line.substring(LISTENING.length())));
                } else if (!told.isDone()) {
                    said.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            said.append(e);
        }
        told.completeExceptionally(
                new CompletionException(String.join(" ", command) + " ended:\n" + said, new IOException("no server")));
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** The processor time that it has used, with its children. */
    public Duration cpu() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS / 10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
