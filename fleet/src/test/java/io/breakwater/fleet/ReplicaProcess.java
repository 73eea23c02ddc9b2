package io.breakwater.fleet;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A {@link ReplicaApp} in a JVM of its own. */
final class ReplicaProcess implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final Path log;
    private final String base;

    private ReplicaProcess(Process process, Path log, String base) {
        this.process = process;
        this.log = log;
        this.base = base;
    }

    /** Starts so many replicas, all at once. */
    static List<ReplicaProcess> start(int count, String redis, String downstream, String... settings)
            throws IOException {
        List<Process> processes = new ArrayList<>();
        List<Path> logs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path log = Files.createTempFile("replica", ".log");
            log.toFile().deleteOnExit();
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx64m",
                    "-Djdk.httpclient.redirects.retrylimit=1",
                    "-cp",
                    System.getProperty("java.class.path", "").replace(';', File.pathSeparatorChar),
                    "io.breakwater.fleet.ReplicaApp",
                    downstream,
                    "fleet.redis=" + redis,
                    "fleet.name=shop"));
            command.addAll(List.of(settings));
            processes.add(
                    new ProcessBuilder(command).redirectError(log.toFile()).start());
            logs.add(log);
        }
        List<ReplicaProcess> replicas = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            replicas.add(of(processes.get(i), logs.get(i)));
        }
        return replicas;
    }

    private static ReplicaProcess of(Process process, Path log) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder seen = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("PORT ")) {
                Thread rest = new Thread(() -> append(out, log), "replica-log");
                rest.setDaemon(true);
                rest.start();
                return new ReplicaProcess(process, log, "http://127.0.0.1:" + line.substring("PORT ".length()));
            }
            seen.append(line).append('\n');
        }
        throw new IOException("a replica did not start: " + seen + Files.readString(log));
    }

    private static void append(BufferedReader out, Path log) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Files.writeString(log, line + "\n", StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            // The process has ended.
        }
    }

    private static String get(String url) throws IOException, InterruptedException {
        return CLIENT.send(
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Sends a visitor's request, and returns the answer. */
    HttpResponse<String> visit() throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(base + "/app/x"))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    String control(String pathAndQuery) throws IOException, InterruptedException {
        return get(base + "/control/" + pathAndQuery);
    }

    /** Returns a page of the console. */
    String console(String pathAndQuery) throws IOException, InterruptedException {
        return get(base + "/console/" + pathAndQuery);
    }

    Map<String, String> state() throws IOException, InterruptedException {
        return control("state")
                .lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    String state(String name) throws IOException, InterruptedException {
        return state().getOrDefault(name, "");
    }

    long number(String name) throws IOException, InterruptedException {
        return Long.parseLong(state(name));
    }

    boolean breakerIs(String wanted) throws IOException, InterruptedException {
        return state("breaker").equals(wanted);
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
