package io.breakwater.fleet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real {@code redis-server} on a free port of this host, which writes nothing to disk. */
final class RedisServer implements AutoCloseable {

    private final int port;
    private Process process;

    private RedisServer(int port) throws IOException {
        this.port = port;
        this.process = launch(port);
        awaitAnswer();
    }

    /** Starts a server; skips the test, and says so, where there is none. */
    static RedisServer start() throws IOException {
        boolean there = List.of("/usr/bin/redis-server", "/usr/local/bin/redis-server").stream()
                .anyMatch(path -> Files.isExecutable(Path.of(path)));
        if (!there) {
            System.out.println("SKIPPED: the fleet was not tested, since there is no redis-server");
        }
        assumeTrue(there, "SKIPPED: the fleet was not tested, since there is no redis-server");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = free.getLocalPort();
            free.close();
            return new RedisServer(port);
        }
    }

    private static Process launch(int port) throws IOException {
        return new ProcessBuilder(
                        "redis-server",
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--dir",
                        System.getProperty("java.io.tmpdir"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void awaitAnswer() {
        Awaitility.await().ignoreExceptions().until(() -> ask("PING").equals("+PONG"));
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Sends an inline command, and returns the first line of the answer, or of a bulk answer the text. */
    String ask(String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String first = String.valueOf(answer.readLine());
            if (!first.startsWith("$") || first.equals("$-1")) {
                return first;
            }
            char[] text = new char[Integer.parseInt(first.substring(1))];
            int read = 0;
            while (read < text.length) {
                int more = answer.read(text, read, text.length - read);
                if (more < 0) {
                    throw new IOException("cut short");
                }
                read += more;
            }
            return new String(text);
        }
    }

    /** Returns how many commands the server has carried out. */
    long commands() throws IOException {
        String line = ask("INFO stats")
                .lines()
                .filter(text -> text.startsWith("total_commands_processed:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(5, TimeUnit.SECONDS);
    }

    void restart() throws IOException {
        process = launch(port);
        awaitAnswer();
    }

    /** Has the server stand still, with its connections open. */
    void pause() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, String.valueOf(process.pid())).start().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
