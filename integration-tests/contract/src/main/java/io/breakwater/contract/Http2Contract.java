package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.StuckServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.app.UninterruptibleProxy;
import io.breakwater.contract.client.FrameClient;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.CutAfter;
import io.breakwater.downstream.InTurn;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.Silence;
import io.breakwater.downstream.Stall;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.internal.http2.StreamResetException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same over HTTP/2 in the clear, where many exchanges share a connection and one that breaks must not take it along. */
@Tag(VirtualThreadsContract.LEFT_OUT)
public class Http2Contract extends GuardedContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final OkHttpClient client = new OkHttpClient.Builder()
            .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
            .readTimeout(PATIENCE)
            .retryOnConnectionFailure(false)
            .build();

    @AfterEach
    void hangUp() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }

    private Call call(URI uri) {
        return client.newCall(new Request.Builder()
                .url(uri.toString())
                .header("Accept", BROWSER)
                .build());
    }

    private static String bodyOf(Response response) throws IOException {
        try (response) {
            assertThat(response.protocol()).isEqualTo(Protocol.H2_PRIOR_KNOWLEDGE);
            return response.body() == null ? "" : response.body().string();
        }
    }

    /** Whoever had been on the connection before is on it still. */
    private void assertSameConnection() {
        assertThat(client.connectionPool().connectionCount()).isEqualTo(1);
    }

    @Test
    @Promise(value = "Deadline", in = Section.HTTP_2)
    void pageIsServedAtTheDeadlineWhileTheThreadIsStuck() throws Exception {
        downstream.on("/stuck", new Silence());
        downstream.on("/well", Answer.ok("calm"));
        URI uri = start(GuardedApp.empty()
                .with(guard("timeout=2s"))
                .with(ServletEntry.of("/stuck", new StuckServlet(downstream.uri())))
                .with(ServletEntry.of("/*", new ProxyServlet(downstream.uri()))));

        Response page = call(uri.resolve("/stuck")).execute();

        assertThat(page.code()).isEqualTo(504);
        assertThat(page.header("Connection")).isNull();
        assertThat(bodyOf(page)).contains("</html>");
        assertStillStuck();
        assertThat(bodyOf(call(uri.resolve("/well")).execute())).isEqualTo("calm");
        assertSameConnection();
    }

    @Test
    @Promise(value = "Retry", in = Section.HTTP_2)
    void aFailedAttemptIsMended() throws Exception {
        downstream.behave(InTurn.inTurn(new Reset()).thenAlways(Answer.ok("mended")));
        URI uri = start(new ProxyServlet(downstream.uri()));

        assertThat(bodyOf(call(uri).execute())).isEqualTo("mended");
        assertThat(downstream.requests()).isEqualTo(2);
    }

    @Test
    @Promise(value = "Permit", in = Section.HTTP_2)
    void whoComesTooManyIsRefused() throws Exception {
        downstream.behave(new Silence());
        URI uri = start(new StuckServlet(downstream.uri()), "concurrency.max=1");
        Call first = call(uri);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Response> inside = other.submit(first::execute);
            await().until(() -> downstream.requests() == 1);

            Response refused = call(uri).execute();

            assertThat(refused.code()).isEqualTo(503);
            assertThat(refused.header("Connection")).isNull();
            assertThat(bodyOf(refused)).contains("</html>");
            downstream.behave(Answer.ok("calm"));
            assertThat(inside.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).code())
                    .isEqualTo(200);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    @Promise(value = "Truncation", in = Section.HTTP_2)
    void anAnswerCutOffAfterItsStartIsAResetStream() throws Exception {
        downstream.on("/cut", CutAfter.chunked(BEYOND_ANY_BUFFER, CutAfter.End.RST));
        downstream.on("/well", Answer.ok("calm"));
        URI uri = start(new ProxyServlet(downstream.uri()));
        assertThat(bodyOf(call(uri.resolve("/well")).execute())).isEqualTo("calm");

        assertThatThrownBy(() -> bodyOf(call(uri.resolve("/cut")).execute())).isInstanceOf(StreamResetException.class);

        assertThat(reports.await(1)).anyMatch(report -> report.ending() == ExchangeReport.Ending.ABORTED);
        assertThat(bodyOf(call(uri.resolve("/well")).execute())).isEqualTo("calm");
        assertSameConnection();
    }

    @Test
    @Promise(value = "Truncation", in = Section.HTTP_2)
    void aStallIsAResetStreamAtTheIdleTimeoutAlthoughTheThreadIsStuck() throws Exception {
        downstream.on("/stalls", new Stall(BEYOND_ANY_BUFFER, 2 * BEYOND_ANY_BUFFER));
        downstream.on("/well", Answer.ok("calm"));
        URI uri = start(new UninterruptibleProxy(downstream.uri()), "idle-timeout=400ms");
        assertThat(bodyOf(call(uri.resolve("/well")).execute())).isEqualTo("calm");

        assertThatThrownBy(() -> bodyOf(call(uri.resolve("/stalls")).execute()))
                .isInstanceOf(StreamResetException.class);

        // Nobody has let go of the thread meanwhile.
        assertStillStuck();
        assertThat(reports.await(1))
                .anyMatch(report ->
                        report.fault().filter(Fault.READ_TIMEOUT::equals).isPresent());
        assertThat(bodyOf(call(uri.resolve("/well")).execute())).isEqualTo("calm");
        assertSameConnection();
    }

    @Test
    @Promise(value = "ClientGone", in = Section.HTTP_2)
    void aClientThatResetsItsStreamIsGone() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Subject writes = (request, response) -> {
            byte[] piece = new byte[64 * 1024];
            for (int i = 0; i < 10_000; i++) {
                response.getOutputStream().write(piece);
                begun.countDown();
            }
        };
        URI uri = start(writes);
        Call call = call(uri);
        try (Response response = call.execute()) {
            assertThat(response.code()).isEqualTo(200);
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            call.cancel();
        }

        assertThat(reports.only().fault()).contains(Fault.CLIENT_GONE);
        assertThat(route().breakerState()).isEqualTo("CLOSED");
    }

    /** A short answer waits behind a long one that the client does not read: all that is on the connection does. */
    @Test
    @Promise(value = "aClientThatReadsLateMakesNoSlowCalls", in = Section.HTTP_2)
    void aClientThatReadsLateMakesNoSlowCalls() {
        int calls = 3;
        CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();
        Subject answers = (request, response) -> {
            byte[] body = new byte[request.getRequestURI().equals("/large") ? 8 * 1024 * 1024 : 4];
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        };
        URI uri = start(GuardedApp.empty()
                .with(guard(builder(
                                "circuit-breaker.minimum-number-of-calls=100",
                                "circuit-breaker.slow-call-duration-threshold=1500ms")
                        .circuitBreakerRegistry(registry)))
                .with(ServletEntry.of("/*", answers.asServlet())));
        FrameClient late = FrameClient.deaf(uri);
        closeInTheEnd(late);

        late.get("/large");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
        for (int call = 0; call < calls; call++) {
            late.get("/short");
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2500));
        late.hear();

        await().untilAsserted(() -> assertThat(Votes.of(registry, "default")).isEqualTo(new Votes(1 + calls, 0, 0)));
    }

    /** Tomcat resets such a stream, and forgets a dispatch that the app asks for afterwards. */
    @Test
    @Promise(value = "anUploadThatIsShorterThanDeclaredHoldsNoPlaceForLong", in = Section.HTTP_2)
    void anUploadThatIsShorterThanDeclaredHoldsNoPlaceForLong() {
        int places = 2;
        Subject dispatches = (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC
                    || request.getMethod().equals("GET")) {
                response.getWriter().write("calm");
                return;
            }
            AsyncContext context = request.startAsync();
            AsyncSubject.run(() -> {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
                context.dispatch();
            });
        };
        URI uri = start(GuardedApp.empty()
                .with(guard("timeout=1s", "concurrency.max=" + places)
                        .forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(ServletEntry.of("/*", dispatches.asServlet()).async()));
        FrameClient broken = FrameClient.withWindow(uri, FrameClient.ANY_WINDOW);
        closeInTheEnd(broken);

        for (int upload = 0; upload < places; upload++) {
            broken.data(broken.post("/", 5000), "x".repeat(100), true);
        }

        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(600));
        await().atMost(PATIENCE).until(() -> route().availableConcurrency().equals(OptionalInt.of(places)));
        assertThat(ask(uri, visit("/")).status()).isEqualTo(200);
    }

    @Test
    @Promise(value = "Transparency", in = Section.HTTP_2)
    void trailersPass() throws Exception {
        Subject withTrailers = (request, response) -> {
            response.setTrailerFields(() -> Map.of("x-checksum", "42"));
            response.getOutputStream().print("body");
        };
        URI uri = start(withTrailers);

        try (Response response = call(uri).execute()) {
            assertThat(response.body() == null ? "" : response.body().string()).isEqualTo("body");
            assertThat(response.trailers().get("x-checksum")).isEqualTo("42");
        }
    }
}
