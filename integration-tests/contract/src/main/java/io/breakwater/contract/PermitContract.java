package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.Breakwater;
import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.LateWriter;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.StuckServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.CutAfter;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.Silence;
import io.breakwater.fault.Fault;
import io.breakwater.page.Page;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Permits come back, whatever becomes of an exchange. */
@Promise("Permit")
public class PermitContract extends GuardedContract {
    private static final int MAX = 3;

    @Test
    void everyPlaceComesBackWhateverTheEnding() {
        downstream.on("/page", new Reset());
        downstream.on("/aborted", CutAfter.length(BEYOND_ANY_BUFFER, CutAfter.End.FIN));
        downstream.on("/stuck", new Silence());
        URI uri = start(GuardedApp.empty()
                .with(guard("concurrency.max=" + MAX, "timeout=400ms", "circuit-breaker.enabled=false"))
                .with(ServletEntry.of("/*", new ProxyServlet(downstream.uri())))
                .with(ServletEntry.of("/stuck", new StuckServlet(downstream.uri())))
                .with(ServletEntry.of("/bug", Failing.byBug().asServlet()))
                .with(ServletEntry.of("/error", Failing.byError().asServlet()))
                .with(ServletEntry.of("/send-error", Failing.bySendError(503).asServlet()))
                .with(ServletEntry.of("/not-found", Failing.bySendError(404).asServlet()))
                .with(ServletEntry.of(
                        "/throws", Failing.byThrowing(new IOException("?")).asServlet()))
                .with(ServletEntry.of(
                        "/mid-stream",
                        Failing.midStreamThrowing(BEYOND_ANY_BUFFER).asServlet()))
                .with(ServletEntry.of(
                        "/short", Failing.halfwayReturning(100, 40).asServlet()))
                .with(ServletEntry.of(
                        "/client",
                        ((Subject) (request, response) ->
                                        request.getInputStream().readAllBytes())
                                .asServlet())));
        String[] paths = {
            "/well",
            "/page",
            "/aborted",
            "/stuck",
            "/bug",
            "/error",
            "/send-error",
            "/not-found",
            "/throws",
            "/mid-stream",
            "/short"
        };
        for (int round = 0; round < MAX + 1; round++) {
            for (String path : paths) {
                ask(uri, visit(path));
            }
            RawClient gone = connect(uri).sendHead(RawRequest.of("POST", "/client", Bytes.filler(10)));
            gone.hangUp();
            // A stuck thread keeps its place until it is back: it is what the limit is there to bound.
            downstream.off("/stuck");
            await().until(() -> route().availableConcurrency().equals(OptionalInt.of(MAX)));
            downstream.on("/stuck", new Silence());
        }
        assertThat(reports.all()).noneMatch(report -> report.fault().equals(Optional.of(Fault.CONCURRENCY_LIMIT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stuck", "/parked", "/completed"})
    void anErrorWhileThePageIsMadeIsSeenAndGivesThePlaceBack(String path) {
        Page breaks = (model, format) -> {
            throw new OutOfMemoryError("as if");
        };
        Subject parked = (request, response) -> request.startAsync();
        Subject completed = (request, response) -> {
            AsyncContext context = request.startAsync();
            AsyncSubject.run(() -> {
                response.setStatus(503);
                context.complete();
            });
        };
        Breakwater.Builder guard = builder("concurrency.max=1", "timeout=400ms", "circuit-breaker.enabled=false")
                .page(breaks);
        URI uri = start(GuardedApp.empty()
                .with(guard(guard))
                .with(ServletEntry.of("/stuck", new StuckServlet(downstream.uri())))
                .with(ServletEntry.of("/parked", parked.asServlet()).async())
                .with(ServletEntry.of("/completed", completed.asServlet()).async()));

        for (int round = 0; round < 2; round++) {
            downstream.on("/stuck", new Silence());
            RawResponse seen = ask(uri, visit(path));

            assertThat(seen.whole()).isFalse();
            // Its thread keeps the place until it is back.
            downstream.off("/stuck");
            await().until(() -> route().availableConcurrency().equals(OptionalInt.of(1)));
        }
        assertThat(reports.await(2)).hasSize(2).noneMatch(report -> report.fault()
                .equals(Optional.of(Fault.CONCURRENCY_LIMIT)));
    }

    @Test
    void whoComesTooManyIsRefusedAtOnceAndNotRetried() throws Exception {
        LateWriter inside = new LateWriter("done");
        Subject app = (request, response) -> {
            if (request.getRequestURI().equals("/in")) {
                inside.serve(request, response);
            }
        };
        URI uri = start(app, "concurrency.max=1");
        RawClient first = connect(uri).send(visit("/in"));
        inside.awaitArrival();

        RawResponse refused = ask(uri, visit("/next"));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        assertThat(refused.header("Proxy-Status")).contains("connection_limit_reached");
        assertThat(refused.body().utf8()).contains("</html>").contains(refused.header(ID));
        assertThat(reports.only().attempts()).isZero();
        inside.letGo();
        assertThat(first.receive().status()).isEqualTo(200);
        await().until(() -> ask(uri, visit("/next")).status() == 200);
    }

    @Test
    void thePlaceIsFreeAsSoonAsTheResponseStarts() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        Subject streams = (request, response) -> {
            response.getOutputStream().write('1');
            response.flushBuffer();
            if (request.getRequestURI().equals("/long")) {
                begun.countDown();
                awaitQuietly(finish);
            }
            response.getOutputStream().write('2');
        };
        URI uri = start(streams, "concurrency.max=1");
        RawClient first = connect(uri).send(visit("/long"));
        await().until(() -> begun.getCount() == 0);
        assertThat(route().availableConcurrency()).hasValue(1);

        assertThat(ask(uri, visit("/short")).body().utf8()).isEqualTo("12");

        finish.countDown();
        assertThat(first.receive().body().utf8()).isEqualTo("12");
        await().until(() -> route().availableConcurrency().equals(OptionalInt.of(1)));
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("nobody let go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Test
    void aDeadRouteDoesNotStarveTheOthers() {
        downstream.on("/dead", new Silence());
        downstream.on("/well", Answer.ok("calm"));
        int threads = 6;
        URI uri = start(GuardedApp.empty()
                .with(guard("routes.dead.path=/dead", "routes.dead.concurrency.max=" + (threads - 2), "timeout=20s"))
                .with(ServletEntry.of("/dead", new StuckServlet(downstream.uri())))
                .with(ServletEntry.of("/well", new ProxyServlet(downstream.uri())))
                .withThreads(threads));
        for (int i = 0; i < threads - 2; i++) {
            connect(uri).send(visit("/dead"));
        }
        await().until(() -> downstream.requests("/dead") == threads - 2);

        assertThat(ask(uri, visit("/dead")).status()).isEqualTo(503);
        assertThat(ask(uri, visit("/well")).body().utf8()).isEqualTo("calm");
    }

    @Test
    void theEngineIsFoundInTheServletContext() {
        AtomicReference<Optional<Breakwater>> found = new AtomicReference<>(Optional.empty());
        Filter inner = (request, response, chain) -> {
            found.set(Breakwater.of(request.getServletContext()));
            chain.doFilter(request, response);
        };
        URI uri = start(GuardedApp.empty()
                .with(guard())
                .with(FilterEntry.of("inner", inner))
                .with(ServletEntry.of("/*", Failing.not("well").asServlet())));

        ask(uri, visit("/"));

        assertThat(found.get()).contains(breakwater());
    }
}
