package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.Reading;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Reset;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attempt has used up is not there for another, so that the page is all that can follow. */
@Promise("Unrepeatable")
public class UnrepeatableContract extends GuardedContract {
    private static final String POST_TOO = "retry.unsent-methods=POST";

    private interface Use {
        void of(HttpServletRequest request) throws Exception;
    }

    /** What frameworks do with parts, the last by themselves. */
    static Stream<Arguments> uses() {
        return Stream.of(
                Arguments.of(
                        "read", (Use) request -> part(request).getInputStream().readAllBytes()),
                Arguments.of("written", (Use) request -> {
                    Path file = Files.createTempFile("part", ".txt");
                    part(request).write(file.toString());
                    Files.delete(file);
                }),
                Arguments.of("deleted", (Use) request -> part(request).delete()),
                Arguments.of("deleted by all", (Use) request -> {
                    for (Part part : request.getParts()) {
                        part.delete();
                    }
                }));
    }

    private static Part part(HttpServletRequest request) throws Exception {
        Part part = request.getPart("name");
        assertThat(part).isNotNull();
        return part;
    }

    private URI start(Use use, AtomicInteger attempts) {
        Subject app = (request, response) -> {
            attempts.incrementAndGet();
            try {
                use.of(request);
            } catch (Exception e) {
                throw new IllegalStateException("the part is gone", e);
            }
            throw new ConnectException("Connection refused");
        };
        return start(GuardedApp.empty()
                .with(guard(POST_TOO))
                .with(ServletEntry.of("/*", app.asServlet()).withParts()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("uses")
    void aRequestWhosePartsWereGivenOutIsAnsweredByThePage(String name, Use use) {
        AtomicInteger attempts = new AtomicInteger();
        URI uri = start(use, attempts);

        RawResponse seen = ask(uri, Reading.PARTS.post("/", "harbour").with("Accept", BROWSER));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.body().utf8()).contains("<html");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aFormInPartsWhoseParametersAloneWereReadIsSentAgain() {
        AtomicInteger attempts = new AtomicInteger();
        URI uri = start(request -> assertThat(request.getParameter("name")).isEqualTo("harbour"), attempts);

        ask(uri, Reading.PARTS.post("/", "harbour"));

        assertThat(attempts).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"\""})
    void anEmptyIdempotencyKeyIsNone(String key) {
        downstream.behave(new Reset());
        URI uri = start(new ProxyServlet(downstream.uri()), "retry.idempotency-key=true");

        ask(uri, RawRequest.post("/", "pay").with("Idempotency-Key", key));

        assertThat(downstream.requests()).isEqualTo(1);
    }
}
