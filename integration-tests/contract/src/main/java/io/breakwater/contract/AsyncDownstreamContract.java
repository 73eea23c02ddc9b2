package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.Breakwater;
import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.fault.CircuitOpenException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An asynchronous app may name its downstream on whatever thread it calls it from. */
@Promise(value = "Downstream", in = Section.ASYNC)
public class AsyncDownstreamContract extends AsyncContract {
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();

    private URI startShop(AsyncSubject app, String... more) {
        Breakwater.Builder builder = builder(more)
                .circuitBreakerRegistry(registry)
                .set("breakwater.circuit-breaker.permitted-number-of-calls-in-half-open-state", "1")
                .set("breakwater.routes.orders.path", "/orders/*")
                .set("breakwater.routes.stock.path", "/stock/*");
        return start(GuardedApp.empty()
                .with(guard(builder).forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(ServletEntry.of("/*", app.asServlet()).async()));
    }

    private void assertVotes(String route, int successes, int failures) {
        CircuitBreaker.Metrics metrics =
                registry.circuitBreaker(Votes.REGISTERED + route).getMetrics();
        await().untilAsserted(() -> assertThat(
                        route + " " + metrics.getNumberOfSuccessfulCalls() + " " + metrics.getNumberOfFailedCalls())
                .isEqualTo(route + " " + successes + " " + failures));
    }

    @Test
    void votesGoWhereTheAppHasCalledAndARetryBeginsAnew() {
        AtomicInteger attempts = new AtomicInteger();
        URI uri = startShop(
                (context, request, response) -> {
                    if (attempts.incrementAndGet() == 1) {
                        request.setAttribute(Breakwater.DOWNSTREAM_ATTRIBUTE, "orders");
                        request.setAttribute(Breakwater.DOWNSTREAM_ATTRIBUTE, "stock");
                        response.setStatus(503);
                    }
                    context.complete();
                },
                "retry.on=503");

        assertThat(ask(uri, visit("/")).status()).isEqualTo(200);

        assertVotes("orders", 1, 0);
        assertVotes("stock", 0, 1);
        assertVotes("default", 1, 0);
    }

    @Test
    void aRefusalReachesTheAppOnItsOwnThread() {
        URI uri = startShop((context, request, response) -> {
            try {
                request.setAttribute(Breakwater.DOWNSTREAM_ATTRIBUTE, "orders");
            } catch (CircuitOpenException e) {
                response.sendError(503);
            } finally {
                context.complete();
            }
        });
        registry.circuitBreaker(Votes.REGISTERED + "orders").transitionToOpenState();

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(reports.only().downstream()).contains("orders");
        assertVotes("default", 0, 0);
    }

    @Test
    void whoeverNamesAfterTheDeadlineTakesNoPermit() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        URI uri = startShop(
                (context, request, response) -> {
                    request.setAttribute(Breakwater.DOWNSTREAM_ATTRIBUTE, "orders");
                    late.await(30, TimeUnit.SECONDS);
                    try {
                        request.setAttribute(Breakwater.DOWNSTREAM_ATTRIBUTE, "stock");
                    } catch (NullPointerException | IllegalStateException e) {
                        // The container has taken its request back already, and says so in its own way.
                        assertThat(e.getStackTrace()[0].getClassName()).doesNotStartWith("io.breakwater");
                    } finally {
                        done.countDown();
                    }
                },
                "timeout=300ms");
        CircuitBreaker stock = registry.circuitBreaker(Votes.REGISTERED + "stock");
        stock.transitionToOpenState();
        stock.transitionToHalfOpenState();

        assertThat(ask(uri, visit("/")).status()).isEqualTo(504);
        reports.await(1);
        late.countDown();

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(stock.tryAcquirePermission()).isTrue();
        assertVotes("orders", 0, 1);
        assertVotes("default", 0, 0);
    }
}
