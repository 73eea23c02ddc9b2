package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Breakwater;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Bytes;
import io.breakwater.fault.Fault;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Content that is not what it says is the fault of the one who has sent it. */
@Promise("BrokenContent")
public class BrokenContentContract extends GuardedContract {
    private static final int VISITS = 6;
    private static final String MINIMUM_CALLS = "circuit-breaker.minimum-number-of-calls=5";

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();

    private static byte[] gzip(Bytes content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static Bytes truncated() {
        byte[] whole = gzip(Bytes.filler(10_000));
        return Bytes.of(Arrays.copyOf(whole, whole.length / 2));
    }

    private static Bytes corrupt() {
        byte[] whole = gzip(Bytes.filler(10_000));
        Arrays.fill(whole, whole.length / 2, whole.length / 2 + 8, (byte) 0xff);
        return Bytes.of(whole);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("truncated", "/gzip", truncated()),
                Arguments.of("corrupt", "/gzip", corrupt()),
                Arguments.of("something else", "/gzip", Bytes.utf8("no gzip at all")),
                Arguments.of("empty", "/gzip", Bytes.none()),
                Arguments.of("short", "/long", Bytes.filler(4)));
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("broken")
    void whatTheClientHasSentFailsTheAppAsWithoutTheGuard(String name, String path, Bytes content) {
        Subject reads = (request, response) -> {
            if (request.getRequestURI().endsWith("/gzip")) {
                new GZIPInputStream(request.getInputStream()).transferTo(response.getOutputStream());
            } else {
                response.getOutputStream().print(new DataInputStream(request.getInputStream()).readLong());
            }
        };
        URI uri = start(GuardedApp.empty()
                .with(guard(builder(MINIMUM_CALLS).circuitBreakerRegistry(registry))
                        .at("/guarded/*"))
                .with(ServletEntry.of("/guarded/*", reads.asServlet()))
                .with(ServletEntry.of("/alone/*", reads.asServlet())));
        RawResponse alone = ask(uri, RawRequest.of("POST", "/alone" + path, content));

        for (int i = 0; i < VISITS; i++) {
            RawResponse guarded = ask(uri, RawRequest.of("POST", "/guarded" + path, content));
            assertThat(guarded.statusLine()).isEqualTo(alone.statusLine());
            assertThat(guarded.ending()).isEqualTo(alone.ending());
        }

        assertThat(alone.status()).isEqualTo(500);
        assertThat(reports.await(VISITS))
                .allSatisfy(report -> assertThat(report.fault()).isEmpty());
        assertThat(Votes.of(registry, "default").failures()).isZero();
        assertThat(reports.transitions()).isEmpty();
    }

    @Test
    void whatTheAppSaysIsTheDownstreamsIsSoAlthoughTheClientsBodyWasReadBefore() {
        downstream.behave(Answer.status(200).body(truncated()));
        Subject asksOn = (request, response) -> {
            request.getInputStream().readAllBytes();
            try (InputStream answer = downstream.uri().toURL().openStream()) {
                response.getOutputStream().write(new GZIPInputStream(answer).readAllBytes());
            } catch (EOFException e) {
                request.setAttribute(Breakwater.FAILURE_ATTRIBUTE, e);
                throw e;
            }
        };
        URI uri = start(asksOn, MINIMUM_CALLS);

        RawResponse seen = ask(uri, RawRequest.post("/", "{}"));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(reports.only().fault()).contains(Fault.RESPONSE_CONTENT_CODING);
    }
}
