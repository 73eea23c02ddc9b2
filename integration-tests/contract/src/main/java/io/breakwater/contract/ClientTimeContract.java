package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.Breakwater;
import io.breakwater.contract.app.Gate;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.Reading;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.Crowd;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Refuse;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The time that a client takes is not the downstream's, and what comes of it is nobody's failure. */
@Promise("ClientTime")
public class ClientTimeContract extends EitherWayContract {
    private static final int CALLS = 3;
    private static final Duration SLOW_CLIENT = Duration.ofSeconds(2);
    private static final Duration STALL = Duration.ofSeconds(1);
    private static final int LARGE = 6 * 1024 * 1024;

    private static final String[] SETTINGS = {
        "retry.max-attempts=1",
        "circuit-breaker.minimum-number-of-calls=" + CALLS,
        "circuit-breaker.sliding-window-type=COUNT_BASED",
        "circuit-breaker.sliding-window-size=100",
        "circuit-breaker.slow-call-duration-threshold=1500ms",
        "circuit-breaker.slow-call-rate-threshold=50",
        "circuit-breaker.failure-rate-threshold=50"
    };

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    private final Crowd crowd = new Crowd();

    private URI startCounted(Subject subject, String... more) {
        closeInTheEnd(crowd);
        Breakwater.Builder builder = builder(SETTINGS).circuitBreakerRegistry(registry);
        for (String setting : more) {
            String[] pair = setting.split("=", 2);
            builder.set("breakwater." + pair[0], pair[1]);
        }
        return startApp(builder, subject);
    }

    private void assertVotes(String route, Votes expected) {
        await().untilAsserted(
                        () -> assertThat(Votes.of(registry, route)).as(route).isEqualTo(expected));
        assertThat(reports.transitions()).isEmpty();
    }

    @Test
    void slowUploadsAreNoSlowCalls() {
        URI uri = startCounted(
                EitherWayContract::echo,
                "routes.body.path=/body",
                "routes.reader.path=/reader",
                "routes.form.path=/form",
                "routes.parts.path=/parts");
        for (Reading reading : Reading.values()) {
            RawRequest request = reading.post(path(reading), "x".repeat(200));
            byte[] body = request.body().toArray();
            Bytes first = Bytes.utf8(request.body().utf8().substring(0, body.length - 100));
            Bytes second = Bytes.utf8(request.body().utf8().substring(body.length - 100));
            for (int i = 0; i < CALLS; i++) {
                crowd.join(uri, client -> client.sendHead(request)
                        .sendBytes(first)
                        .pause(SLOW_CLIENT)
                        .sendBytes(second)
                        .receive());
            }
        }

        assertThat(crowd.answers())
                .allSatisfy(seen -> assertThat(seen.body().utf8()).isEqualTo("x".repeat(200)));
        for (Reading reading : Reading.values()) {
            assertVotes(path(reading).substring(1), new Votes(CALLS, 0, 0));
        }
    }

    /** What an app writes that a client can keep waiting, by containers' buffers that are full or flushed. */
    private enum Writing {
        BYTES {
            @Override
            void to(HttpServletResponse response) throws IOException {
                response.getOutputStream().write(new byte[LARGE]);
            }
        },
        /** Fewer characters than the buffer has bytes, and more bytes. */
        CHARACTERS {
            @Override
            void to(HttpServletResponse response) throws IOException {
                withBuffer(LARGE / 2, response).write("\u20ac".repeat(LARGE / 3));
            }
        },
        ALL_THAT_WAS_DECLARED {
            @Override
            void to(HttpServletResponse response) throws IOException {
                response.setBufferSize(2 * LARGE);
                response.setContentLength(LARGE);
                response.getOutputStream().write(new byte[LARGE]);
            }
        },
        /** The way in which an event stream asks whether its client is there still. */
        CHECKED_FOR_ERRORS {
            @Override
            void to(HttpServletResponse response) throws IOException {
                PrintWriter writer = withBuffer(2 * LARGE, response);
                writer.write("x".repeat(LARGE));
                writer.checkError();
            }
        };

        abstract void to(HttpServletResponse response) throws IOException;

        private static PrintWriter withBuffer(int size, HttpServletResponse response) throws IOException {
            response.setBufferSize(size);
            response.setCharacterEncoding("UTF-8");
            return response.getWriter();
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientsThatReadLateMakeNoSlowCalls(Writing writing) {
        Subject large = (request, response) -> {
            if (request.getRequestURI().equals("/large")) {
                writing.to(response);
            }
        };
        URI uri = startCounted(large);
        for (int i = 0; i < CALLS; i++) {
            crowd.join(RawClient.withSmallWindow(uri), client -> {
                client.send(visit("/large")).pause(SLOW_CLIENT).receiveHead();
                client.receiveSome(LARGE);
                client.close();
                return ask(uri, visit("/well"));
            });
        }

        // Each client has come a second time.
        assertThat(crowd.answers()).allMatch(RawResponse::whole);
        assertVotes("default", new Votes(2 * CALLS, 0, 0));
    }

    /** A server does not wait for ever for the rest of a body, and is right. */
    @Test
    void aDownstreamThatGivesAStalledUploadUpHasNotFailed() {
        BareDownstream impatient = BareDownstream.start((socket, in) -> {
            socket.setSoTimeout(150);
            try {
                in.readAllBytes();
            } catch (SocketTimeoutException e) {
                socket.shutdownOutput();
            }
        });
        closeInTheEnd(impatient);
        Subject toImpatient = proxyTo(impatient.uri());
        Subject toWell = proxyTo(downstream.uri());
        URI uri = startCounted((request, response) -> {
            Subject proxy = request.getRequestURI().equals("/well") ? toWell : toImpatient;
            proxy.serve(request, response);
        });
        // A first call takes the time in which its client's classes are loaded, which is not the client's.
        assertThat(ask(uri, RawRequest.post("/well", "warm")).status()).isEqualTo(200);
        for (int i = 0; i < 2 * CALLS; i++) {
            crowd.join(uri, client -> {
                client.sendHead(RawRequest.of("POST", "/", Bytes.filler(1000)))
                        .sendBytes(Bytes.filler(10))
                        .pause(STALL);
                // A proxy may learn only from the next bytes but one that nobody takes them.
                return client.sendSlowly(Bytes.filler(5), Duration.ofMillis(50)).receive();
            });
        }

        assertThat(reports.await(1 + 2 * CALLS))
                .allSatisfy(report -> assertThat(report.attempts()).isEqualTo(1));

        assertThat(impatient.requests()).isEqualTo(2 * CALLS);
        assertThat(Votes.of(registry, "default").failures()).isZero();
        assertThat(reports.transitions()).isEmpty();
    }

    /** A proxy on threads of its own answers by itself where one that blocks throws. */
    private Subject proxyTo(URI target) {
        ProxyServlet proxy = new ProxyServlet(target);
        return (request, response) -> {
            try {
                proxy.service(request, response);
            } catch (IOException e) {
                if (!isAsync()) {
                    throw e;
                }
                response.sendError(502);
            }
        };
    }

    @Test
    void aDownstreamThatIsNotThereHasFailedAlthoughTheBodyIsStillToCome() {
        downstream.behave(new Refuse());
        URI uri = startCounted(proxyTo(downstream.uri()));

        for (int i = 0; i < CALLS; i++) {
            RawResponse seen = connect(uri)
                    .sendHead(RawRequest.of("POST", "/", Bytes.filler(1000)))
                    .receive();
            assertThat(seen.status()).isEqualTo(502);
        }

        await().until(() -> route().breakerState().equals("OPEN"));
    }

    @Test
    void aDownstreamThatFailsInItsOwnTimeHasFailedAlthoughTheBodyIsStillToCome() {
        Subject failsLate = (request, response) -> {
            request.getInputStream().readNBytes(10);
            new Gate().waitFor(Duration.ofMillis(300));
            response.sendError(502);
        };
        URI uri = startCounted(failsLate);

        for (int i = 0; i < CALLS; i++) {
            crowd.join(uri, client -> client.sendHead(RawRequest.of("POST", "/", Bytes.filler(1000)))
                    .sendBytes(Bytes.filler(10))
                    .receive());
        }

        assertThat(crowd.answers()).allMatch(seen -> seen.status() == 502);
        await().until(() -> route().breakerState().equals("OPEN"));
    }

    @Test
    void anAnswerThatHasBegunIsNotIdleWhileTheUploadGoesOn() {
        Subject echoesLate = (request, response) -> {
            response.getOutputStream().print("begun ");
            response.flushBuffer();
            byte[] all = request.getInputStream().readAllBytes();
            response.getOutputStream().write(all);
        };
        URI uri = startApp(echoesLate, "idle-timeout=300ms");
        Bytes body = Bytes.filler(9);
        closeInTheEnd(crowd);
        crowd.join(uri, client -> client.sendSlowly(RawRequest.of("POST", "/", body), Duration.ofMillis(100))
                .receive());

        RawResponse seen = crowd.answers().get(0);

        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().utf8()).isEqualTo("begun " + body.utf8());
        assertThat(reports.only().fault()).isEmpty();
    }
}
