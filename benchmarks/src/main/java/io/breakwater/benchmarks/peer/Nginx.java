package io.breakwater.benchmarks.peer;

import io.breakwater.benchmarks.server.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** nginx with {@code proxy_next_upstream} and {@code error_page}. Its second is per attempt, and it has no breaker. */
public final class Nginx implements Peer {

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public Optional<String> missing() {
        return Running.installed("nginx").isPresent() ? Optional.empty() : Optional.of("nginx is not installed");
    }

    @Override
    public Running start(Sea sea) throws IOException {
        int port = Running.freePort();
        Path home = Files.createTempDirectory("nginx");
        Path configuration = home.resolve("nginx.conf");
        Files.writeString(configuration, configuration(port, sea, home));
        return Running.command(
                port,
                Running.installed("nginx").orElseThrow(),
                "-p",
                home.toString(),
                "-e",
                "stderr",
                "-c",
                configuration.toString());
    }

    private static String configuration(int port, Sea sea, Path home) {
        StringBuilder text = new StringBuilder(
                """
                daemon off;
                worker_processes auto;
                worker_rlimit_nofile 8192;
                pid %2$s/pid;
                error_log stderr crit;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  client_body_temp_path %2$s/body; proxy_temp_path %2$s/proxy; fastcgi_temp_path %2$s/fastcgi;
                  uwsgi_temp_path %2$s/uwsgi; scgi_temp_path %2$s/scgi;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_connect_timeout 1s;
                  proxy_next_upstream error timeout;
                  keepalive_requests 1000000;
                """
                        .formatted(port, home));
        for (Route route : Route.values()) {
            int target = route == Route.REFUSED ? sea.nobody() : sea.downstream();
            text.append("upstream ").append(route.segment()).append(" { ");
            // It asks another server of the group, so the one there is stands there more than once.
            for (int attempt = 0; attempt < Math.max(2, route.attempts()); attempt++) {
                text.append("server 127.0.0.1:").append(target).append(" max_fails=0; ");
            }
            text.append("keepalive 128; keepalive_requests 1000000; }\n");
        }
        text.append("server { listen 127.0.0.1:").append(port).append(" backlog=4096;\n");
        text.append("error_page 502 503 504 /sorry;\n");
        text.append("location = /sorry { internal; default_type text/html; return 200 '<h1>Sorry</h1>'; }\n");
        for (Route route : Route.values()) {
            text.append("location /%1$s/ { proxy_pass http://%1$s; proxy_read_timeout %2$dms;"
                            .formatted(route.segment(), route.timeoutMillis()))
                    .append(" proxy_next_upstream_tries ")
                    .append(route.attempts())
                    .append("; }\n");
        }
        return text.append("} }\n").toString();
    }
}
