package io.breakwater.benchmarks.peer;

import io.breakwater.benchmarks.server.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** HAProxy with retries of what failed before an answer, and an error file. Its second is per attempt, too. */
public final class Haproxy implements Peer {

    @Override
    public String name() {
        return "HAProxy";
    }

    @Override
    public Optional<String> missing() {
        return Running.installed("haproxy").isPresent() ? Optional.empty() : Optional.of("HAProxy is not installed");
    }

    @Override
    public Running start(Sea sea) throws IOException {
        int port = Running.freePort();
        Path home = Files.createTempDirectory("haproxy");
        StringBuilder text = new StringBuilder(
                """
                global
                  maxconn 4096
                defaults
                  mode http
                  timeout connect 1s
                  timeout client 60s
                  retry-on conn-failure empty-response response-timeout
                  option http-keep-alive
                  http-reuse always
                """);
        for (int status : new int[] {502, 503, 504}) {
            Path page = home.resolve(status + ".http");
            Files.writeString(
                    page,
                    "HTTP/1.1 " + status
                            + " Sorry\r\nContent-Type: text/html\r\nContent-Length: 14\r\n\r\n<h1>Sorry</h1>");
            text.append("  errorfile ").append(status).append(' ').append(page).append('\n');
        }
        text.append("frontend door\n  bind 127.0.0.1:").append(port).append('\n');
        for (Route route : Route.values()) {
            text.append("  use_backend %1$s if { path_beg /%1$s/ }\n".formatted(route.segment()));
        }
        for (Route route : Route.values()) {
            text.append("backend %s\n  timeout server %d\n  retries %d\n  server one 127.0.0.1:%d\n"
                    .formatted(
                            route.segment(),
                            route.timeoutMillis(),
                            route.attempts() - 1,
                            route == Route.REFUSED ? sea.nobody() : sea.downstream()));
        }
        Path configuration = home.resolve("haproxy.cfg");
        Files.writeString(configuration, text);
        return Running.command(port, Running.installed("haproxy").orElseThrow(), "-db", "-f", configuration.toString());
    }
}
