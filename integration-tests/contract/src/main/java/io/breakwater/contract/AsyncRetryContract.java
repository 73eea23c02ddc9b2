package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Bytes;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which asynchronous exchanges get another attempt, and that it begins as the first one did. */
@Promise(value = "Retry", in = Section.ASYNC)
public class AsyncRetryContract extends AsyncContract {
    private final AtomicInteger attempts = new AtomicInteger();

    /** The ways in which an asynchronous attempt fails. */
    enum Way {
        STATUS,
        SEND_ERROR,
        DISPATCH_THROWS,
        START_THROWS
    }

    /** Fails that way the first {@code failures} times, then answers. */
    private Subject failing(Way way, int failures) {
        return (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                throw new ConnectException("Connection refused");
            }
            boolean fails = attempts.incrementAndGet() <= failures;
            AsyncContext context = request.startAsync();
            if (fails && way == Way.START_THROWS) {
                throw new ConnectException("Connection refused");
            }
            AsyncSubject.run(() -> {
                response.setHeader("X-Attempt", "" + attempts.get());
                if (!fails) {
                    response.getWriter().write("calm");
                    context.complete();
                } else if (way == Way.STATUS) {
                    response.setHeader("X-First", "yes");
                    response.setStatus(503);
                    response.getWriter().write("broken");
                    context.complete();
                } else if (way == Way.SEND_ERROR) {
                    response.sendError(503, "broken");
                    context.complete();
                } else {
                    context.dispatch();
                }
            });
        };
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void theVisitorNeverNoticesAFailureThatASecondAttemptMends(Way way) {
        URI uri = startAsync(failing(way, 1), "retry.on=connection_refused, 503", "concurrency.max=1");

        RawResponse seen = ask(uri, visit("/a/b?c=d"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().utf8()).isEqualTo("calm");
        assertThat(seen.header("X-Attempt")).isEqualTo("2");
        assertThat(seen.headers().has("X-First")).isFalse();
        assertThat(seen.headers().all(ID)).hasSize(1);
        assertThat(reports.only().attempts()).isEqualTo(2);
        assertThat(reports.only().ending()).isEqualTo(Ending.RELEASED);
        await().until(() -> route().availableConcurrency().orElseThrow() == 1);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void thePageComesWhenEveryAttemptFails(Way way) {
        URI uri = startAsync(
                failing(way, 9),
                "retry.on=connection_refused, 503",
                "retry.max-attempts=3",
                NO_BUDGET,
                "retry.budget.min-per-second=100",
                "concurrency.max=1");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isIn(502, 503);
        assertThat(seen.body().utf8()).contains("<html");
        assertThat(attempts).hasValue(3);
        assertThat(reports.only().attempts()).isEqualTo(3);
        assertThat(reports.only().ending()).isEqualTo(Ending.PAGE);
        await().until(() -> route().availableConcurrency().orElseThrow() == 1);
    }

    @Test
    void aRetryBeginsAsTheClientsRequestDid() {
        List<String> seenByApp = new CopyOnWriteArrayList<>();
        Subject app = (request, response) -> {
            seenByApp.add(request.getDispatcherType() + " " + request.getRequestURI() + " " + request.getServletPath()
                    + " " + request.getPathInfo() + " " + request.getQueryString() + " "
                    + List.of(request.getParameterValues("c")) + " " + request.getAttribute("left.behind") + " "
                    + request.getAttribute("from.outside"));
            request.setAttribute("left.behind", "yes");
            request.setAttribute("from.outside", "changed");
            AsyncContext context = request.startAsync(request, response);
            AsyncSubject.run(() -> {
                if (attempts.incrementAndGet() == 1) {
                    response.setStatus(503);
                }
                context.complete();
            });
        };
        FilterEntry outside = FilterEntry.of("outside", (request, response, chain) -> {
            if (request.getDispatcherType() == DispatcherType.REQUEST) {
                request.setAttribute("from.outside", "outside");
            }
            chain.doFilter(request, response);
        });
        URI uri = start(GuardedApp.empty()
                .at("/shop")
                .with(outside)
                .with(asyncGuard("retry.on=503"))
                .with(ServletEntry.of("/goods/*", app.asServlet()).async()));

        assertThat(ask(uri, visit("/shop/goods/a%20b;x=1/c?c=d")).status()).isEqualTo(200);

        assertThat(seenByApp).hasSize(2);
        assertThat(seenByApp.get(0))
                .startsWith("REQUEST /shop/goods/a%20b;x=1/c ")
                .endsWith("c=d [d] null outside");
        assertThat(seenByApp.get(1)).isEqualTo(seenByApp.get(0));
    }

    @Test
    void theBodyIsReplayed() {
        List<String> bodies = new CopyOnWriteArrayList<>();
        Subject app = (request, response) -> {
            bodies.add(new String(request.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            AsyncContext context = request.startAsync();
            AsyncSubject.run(() -> {
                response.setStatus(bodies.size() == 1 ? 503 : 200);
                context.complete();
            });
        };
        URI uri = startAsync(app, "retry.on=503", "retry.methods=PUT");

        assertThat(ask(uri, RawRequest.of("PUT", "/", Bytes.utf8("the same again")))
                        .status())
                .isEqualTo(200);

        assertThat(bodies).containsExactly("the same again", "the same again");
    }

    @Test
    void aRetryAfterADispatchElsewhereGoesToTheOriginalPath() {
        AtomicInteger starts = new AtomicInteger();
        AsyncSubject begins = (context, request, response) -> {
            starts.incrementAndGet();
            context.dispatch("/there?more=1");
        };
        Subject there = (request, response) -> {
            if (attempts.incrementAndGet() == 1) {
                throw new ConnectException("Connection refused");
            }
            response.getWriter().write("calm");
        };
        URI uri = start(GuardedApp.empty()
                .with(asyncGuard())
                .with(ServletEntry.of("/there", there.asServlet()).async())
                .with(ServletEntry.of("/*", begins.asServlet()).async()));

        assertThat(ask(uri, visit("/here")).body().utf8()).isEqualTo("calm");

        assertThat(starts).hasValue(2);
        assertThat(attempts).hasValue(2);
    }

    /** However the client has written the app's own path. */
    @ParameterizedTest
    @ValueSource(strings = {"/shop/a%20b?c=1", "/%73hop/a%20b?c=1", "/./shop/a%20b?c=1", "/x/../shop/a%20b?c=1"})
    void aRetryAfterADispatchElsewhereStaysInTheApp(String written) {
        List<String> begun = new CopyOnWriteArrayList<>();
        AsyncSubject begins = (context, request, response) -> {
            begun.add(request.getPathInfo() + " " + request.getQueryString());
            context.dispatch("/there");
        };
        Subject there = (request, response) -> {
            if (attempts.incrementAndGet() == 1) {
                throw new ConnectException("Connection refused");
            }
            response.getWriter().write("calm");
        };
        URI uri = start(GuardedApp.empty()
                .at("/shop")
                .with(asyncGuard())
                .with(ServletEntry.of("/there", there.asServlet()).async())
                .with(ServletEntry.of("/*", begins.asServlet()).async()));

        RawResponse seen = ask(uri, visit(written));

        // Some containers look for another app, or refuse it.
        if (begun.isEmpty()) {
            assertThat(seen.status()).isBetween(300, 499);
        } else {
            assertThat(seen.body().utf8()).isEqualTo("calm");
            assertThat(begun).containsExactly("/a b c=1", "/a b c=1");
        }
    }

    @Test
    void whatOuterFiltersSetIsStillThere() {
        FilterEntry outside = FilterEntry.of("outside", (request, response, chain) -> {
            ((jakarta.servlet.http.HttpServletResponse) response).setHeader("X-Outer", "kept");
            chain.doFilter(request, response);
        });
        URI uri = start(GuardedApp.empty()
                .with(outside)
                .with(asyncGuard("retry.on=503"))
                .with(ServletEntry.of("/*", failing(Way.STATUS, 1).asServlet()).async()));

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.headers().all("X-Outer")).containsExactly("kept");
    }

    @Test
    void filtersBehindTheGuardRunAgain() {
        AtomicInteger runs = new AtomicInteger();
        FilterEntry behind = FilterEntry.of("behind", (request, response, chain) -> {
                    runs.incrementAndGet();
                    chain.doFilter(request, response);
                })
                .forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC);
        URI uri = start(GuardedApp.empty()
                .with(asyncGuard("retry.on=503"))
                .with(behind)
                .with(ServletEntry.of("/*", failing(Way.STATUS, 1).asServlet()).async()));

        assertThat(ask(uri, visit("/")).status()).isEqualTo(200);

        assertThat(runs).hasValue(2);
    }

    @Test
    void aPostIsNotSentAgain() {
        URI uri = startAsync(failing(Way.STATUS, 1), "retry.on=503");

        assertThat(ask(uri, RawRequest.post("/", "pay")).status()).isEqualTo(503);

        assertThat(attempts).hasValue(1);
    }

    @Test
    void nothingIsSentAgainOnceBytesAreOut() {
        AsyncSubject app = (context, request, response) -> {
            attempts.incrementAndGet();
            response.setContentLength(100);
            response.getOutputStream().write(1);
            response.flushBuffer();
            context.complete();
        };
        URI uri = startAsync(app, "retry.on=http_response_incomplete");

        assertThat(ask(uri, visit("/")).whole()).isFalse();

        assertThat(attempts).hasValue(1);
    }

    @Test
    void theListenersOfAFailedAttemptHearThatItIsComplete() {
        RecordingListener first = new RecordingListener();
        Subject app = (request, response) -> {
            AsyncContext context = request.startAsync();
            if (attempts.incrementAndGet() == 1) {
                context.addListener(first);
                response.setStatus(503);
            }
            context.complete();
        };
        URI uri = startAsync(app, "retry.on=503");

        assertThat(ask(uri, visit("/")).status()).isEqualTo(200);

        reports.only();
        assertThat(first.names()).containsExactly("complete");
    }

    @Test
    void anAttemptThatRanOutOfTimeIsFollowedByAnotherWhereListed() {
        AsyncSubject app = (context, request, response) -> {
            if (attempts.incrementAndGet() > 1) {
                response.getWriter().write("calm");
                context.complete();
            }
        };
        URI uri = startAsync(app, "timeout=20s", "attempt-timeout=300ms", "retry.on=http_response_timeout");

        assertThat(ask(uri, visit("/")).body().utf8()).isEqualTo("calm");

        assertThat(attempts).hasValue(2);
    }

    @Test
    void theContainersTimeOutIsFollowedByAnotherAttemptWhereListed() {
        Subject app = (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(200);
            if (attempts.incrementAndGet() > 1) {
                response.getWriter().write("calm");
                context.complete();
            }
        };
        URI uri = startAsync(app, "timeout=20s", "retry.on=http_response_timeout");

        assertThat(ask(uri, visit("/")).body().utf8()).isEqualTo("calm");

        assertThat(attempts).hasValue(2);
    }
}
