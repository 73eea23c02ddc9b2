package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.Deadline;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An app can ask how much time it has left, wherever its code runs. */
@Promise(value = "DeadlineApi", in = Section.ASYNC)
public class DeadlineApiContract extends AsyncContract {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void theAppIsToldTheShorterOfAttemptAndExchange() {
        URI uri = startAsync(
                (Subject) (request, response) -> {
                    Deadline deadline =
                            Deadline.of(new HttpServletRequestWrapper(request)).orElseThrow();
                    response.getWriter().print(deadline.isOver() + " " + deadline.leftMillis());
                },
                "timeout=10m",
                "attempt-timeout=2m");

        String[] told = ask(uri, visit("/")).body().utf8().split(" ", 2);

        assertThat(told[0]).isEqualTo("false");
        assertThat(Duration.ofMillis(Long.parseLong(told[1]))).isBetween(Duration.ofMinutes(1), LIMIT);
    }

    @Test
    void codeWithoutTheRequestIsToldOnTheContainersThread() {
        List<Optional<Deadline>> outside = new CopyOnWriteArrayList<>();
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("outer", (request, response, chain) -> {
                    outside.add(Deadline.current());
                    outside.add(Deadline.of(request));
                    try {
                        chain.doFilter(request, response);
                    } finally {
                        outside.add(Deadline.current());
                    }
                }))
                .with(guard("timeout=2m", "attempt-timeout=2m"))
                .with(ServletEntry.of(
                        "/*",
                        ((Subject) (request, response) -> response.getWriter()
                                        .print(Deadline.current().orElseThrow().leftSeconds()))
                                .asServlet())));

        String told = ask(uri, visit("/")).body().utf8();

        assertThat(Integer.parseInt(told)).isBetween(60, 120);
        assertThat(outside).hasSize(3).allSatisfy(deadline -> assertThat(deadline)
                .isEmpty());
    }

    @Test
    void anAsynchronousAppIsToldInItsTasksAndDispatches() {
        URI uri = startAsync(
                (Subject) (request, response) -> {
                    if (request.getDispatcherType() == DispatcherType.ASYNC) {
                        boolean known = Deadline.current().isPresent()
                                && Deadline.of(request).isPresent();
                        response.getWriter().print(request.getAttribute("task") + " " + known);
                        return;
                    }
                    AsyncContext context = request.startAsync();
                    context.start(() -> {
                        request.setAttribute("task", Deadline.current().isPresent());
                        context.dispatch();
                    });
                },
                "timeout=2m");

        assertThat(ask(uri, visit("/")).body().utf8()).isEqualTo("true true");
    }

    @Test
    void whatWasTakenAlongTellsOnAnyThreadThatTheTimeIsOver() throws Exception {
        CompletableFuture<Deadline> taken = new CompletableFuture<>();
        URI uri = startAsync(
                (Subject) (request, response) -> {
                    taken.complete(Deadline.current().orElseThrow());
                    request.startAsync();
                },
                "timeout=300ms");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(504);
        Deadline deadline = taken.get(5, TimeUnit.SECONDS);
        await().until(deadline::isOver);
        assertThat(deadline.left()).isEqualTo(Duration.ofMillis(1));
        assertThat(deadline.leftSeconds()).isEqualTo(1);
        assertThat(deadline.leftAtMost(Duration.ofSeconds(3))).isEqualTo(Duration.ofMillis(1));
        assertThat(deadline).hasToString("over");
    }

    @Test
    void anotherAttemptHasATimeOfItsOwn() {
        List<Deadline> told = new CopyOnWriteArrayList<>();
        URI uri = startAsync(
                (Subject) (request, response) -> {
                    told.add(Deadline.of(request).orElseThrow());
                    if (told.size() == 1) {
                        throw new ConnectException("Connection refused");
                    }
                    response.getWriter().print(told.get(0).leftAtMost(LIMIT).compareTo(LIMIT) < 0);
                },
                "timeout=2m",
                "attempt-timeout=2m");

        assertThat(ask(uri, visit("/")).body().utf8()).isEqualTo("true");
        assertThat(told).hasSize(2);
    }
}
