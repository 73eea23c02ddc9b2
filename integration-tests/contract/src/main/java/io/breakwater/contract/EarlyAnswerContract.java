package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.Gate;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Bytes;
import io.breakwater.observe.ExchangeReport.Ending;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A downstream that answers before it has the whole request has answered (RFC 9112, section 9.5). */
public abstract class EarlyAnswerContract extends AsyncContract {
    private static final int VISITS = 6;
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Bytes UPLOAD = Bytes.filler(5 * 1024 * 1024);
    /** Where Jetty's proxies look for the threads of their client. */
    private static final String JETTYS_THREADS = "org.eclipse.jetty.server.Executor";

    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** The proxy to that downstream. */
    protected abstract Servlet proxyTo(URI target);

    /** What a downstream does once it has answered. */
    enum After {
        /** It reads on, so that its answer is not lost. */
        READS_ON {
            @Override
            void go(Socket socket) throws IOException {
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        },
        /** It reads no more, and waits for longer than a response may be idle. */
        READS_NO_MORE {
            @Override
            void go(Socket socket) throws IOException {
                new Gate().waitFor(IDLE.multipliedBy(2));
            }
        },
        /** It ends the connection the hard way, once the answer has got through. */
        RESETS {
            @Override
            void go(Socket socket) throws IOException {
                socket.setSoLinger(true, 0);
                new Gate().waitFor(IDLE.dividedBy(4));
            }
        };

        abstract void go(Socket socket) throws IOException;
    }

    private URI startProxyTo(BareDownstream early) {
        closeInTheEnd(threads::shutdownNow);
        closeInTheEnd(early);
        return start(GuardedApp.empty()
                .with(guard(builder(
                                        "circuit-breaker.minimum-number-of-calls=5",
                                        "timeout=3s",
                                        "idle-timeout=" + IDLE.toMillis() + "ms",
                                        "retry.max-attempts=1")
                                .circuitBreakerRegistry(registry))
                        .forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(ServletEntry.of("/*", proxyTo(early.uri())).async())
                .withAttribute(JETTYS_THREADS, threads));
    }

    @ParameterizedTest
    @CsvSource({"413, too large", "200, taken", "302, ''"})
    void anAnswerThatComesBeforeTheBodyIsInIsAnAnswer(int status, String body) {
        assertAnswered("/length", status, body, After.READS_ON);
    }

    /** As all of it goes out by that path, whatever the downstream does then. */
    final void assertAnswered(String path, int status, String body, After after) {
        String answer = "HTTP/1.1 " + status + " Early\r\nX-Early: yes\r\nConnection: close\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
        URI uri = startProxyTo(BareDownstream.start((socket, in) -> {
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            after.go(socket);
        }));

        for (int i = 0; i < VISITS; i++) {
            RawResponse seen =
                    connect(uri).sendBeside(RawRequest.of("POST", path, UPLOAD)).receive();

            assertThat(seen.status()).isEqualTo(status);
            assertThat(seen.header("X-Early")).isEqualTo("yes");
            assertThat(seen.body().utf8()).isEqualTo(body);
            assertThat(seen.whole()).isTrue();
        }

        assertThat(reports.await(VISITS)).allSatisfy(report -> {
            assertThat(report.fault()).isEmpty();
            assertThat(report.status()).isEqualTo(status);
            assertThat(report.ending()).isEqualTo(Ending.RELEASED);
        });
        assertThat(Votes.of(registry, "default")).isEqualTo(new Votes(VISITS, 0, 0));
        assertThat(reports.transitions()).isEmpty();
    }
}
