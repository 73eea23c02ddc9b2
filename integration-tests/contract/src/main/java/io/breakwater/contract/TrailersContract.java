package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.Framing;
import io.breakwater.contract.client.RawResponse;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an attempt wanted to have at the end of its answer goes with it; what an outer filter wanted stays. */
@Promise("Trailers")
public class TrailersContract extends GuardedContract {

    /** A chunked answer as it comes, with the trailers that HTTP clients keep to themselves. */
    private static String raw(URI uri) throws IOException {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\nTE: trailers\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                answer.append((char) next);
                boolean lastChunk = answer.indexOf("\r\n0\r\n") > 0;
                if (lastChunk && answer.lastIndexOf("\r\n\r\n") == answer.length() - "\r\n\r\n".length()) {
                    break;
                }
            }
            return answer.toString();
        }
    }

    private static Subject twice(Subject second) {
        AtomicInteger attempts = new AtomicInteger();
        return (request, response) -> {
            if (attempts.incrementAndGet() == 1) {
                response.setTrailerFields(() -> Map.of("X-First", "1"));
                throw new ConnectException("Connection refused");
            }
            second.serve(request, response);
            response.getWriter().print("second");
            response.flushBuffer();
        };
    }

    static Stream<Subject> seconds() {
        return Stream.of(
                (request, response) -> {},
                (request, response) -> response.setTrailerFields(() -> Map.of("X-Second", "2")));
    }

    @ParameterizedTest
    @MethodSource("seconds")
    void theFirstAttemptsAreNoneOfTheSecondsAnswer(Subject second) throws IOException {
        String answer = raw(start(twice(second)));

        assertThat(answer).contains("second").doesNotContain("X-First");
    }

    @Test
    void theFirstAttemptsAreNotOnThePage() {
        Subject app = (request, response) -> {
            response.setTrailerFields(() -> Map.of("X-First", "1"));
            throw new ConnectException("Connection refused");
        };

        RawResponse seen = ask(start(app), visit("/"));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.framing()).isEqualTo(Framing.LENGTH);
        assertThat(seen.headers().has("Trailer")).isFalse();
    }

    @Test
    void thoseOfAnOuterFilterAreThereAfterARetry() throws IOException {
        Filter outer = (request, response, chain) -> {
            ((HttpServletResponse) response).setTrailerFields(() -> Map.of("X-Outer", "0"));
            chain.doFilter(request, response);
        };
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("outer", outer))
                .with(guard())
                .with(ServletEntry.of("/*", twice((request, response) -> {}).asServlet())));

        assertThat(raw(uri)).contains("second", "X-Outer: 0").doesNotContain("X-First");
    }
}
