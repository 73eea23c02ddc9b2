package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.breakwater.Breakwater;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.LateWriter;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Reset;
import io.breakwater.fault.CircuitOpenException;
import io.breakwater.fault.Fault;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One URL may ask several services: each has its own breaker, once the app says which it is about to call. */
@Promise("Downstream")
public class DownstreamContract extends GuardedContract {
    private final CircuitBreakerRegistry registry = CircuitBreakerRegistry.ofDefaults();

    /** A shop's page, and the services behind it. */
    private URI startShop(Subject app, String... more) {
        Breakwater.Builder builder = builder(more)
                .circuitBreakerRegistry(registry)
                .set("breakwater.circuit-breaker.minimum-number-of-calls", "2")
                .set("breakwater.circuit-breaker.permitted-number-of-calls-in-half-open-state", "1")
                .set("breakwater.routes.shop.path", "/shop")
                .set("breakwater.routes.orders.path", "/orders/*")
                .set("breakwater.routes.orders.downstream", "orders-v2")
                .set("breakwater.routes.stock.path", "/stock/*");
        return start(GuardedApp.empty().with(guard(builder)).with(ServletEntry.of("/*", app.asServlet())));
    }

    private CircuitBreaker breaker(String route) {
        return registry.circuitBreaker(Votes.REGISTERED + route);
    }

    private void assertVotes(String route, int successes, int failures) {
        CircuitBreaker.Metrics metrics = breaker(route).getMetrics();
        await().untilAsserted(() -> assertThat(
                        route + " " + metrics.getNumberOfSuccessfulCalls() + " " + metrics.getNumberOfFailedCalls())
                .isEqualTo(route + " " + successes + " " + failures));
    }

    private void halfOpen(String route) {
        breaker(route).reset();
        breaker(route).transitionToOpenState();
        breaker(route).transitionToHalfOpenState();
    }

    /** That nobody has kept the only permit of a half-open breaker. */
    private void assertPermitIsBack(String route) {
        if (!isPermitBack(route)) {
            await(route).until(() -> isPermitBack(route));
        }
    }

    private boolean isPermitBack(String route) {
        return breaker(route).getState() != CircuitBreaker.State.HALF_OPEN
                || breaker(route).tryAcquirePermission();
    }

    private static void name(HttpServletRequest request, String downstream) {
        request.setAttribute(Breakwater.DOWNSTREAM_ATTRIBUTE, downstream);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "orders-v2"})
    void theBreakerOfTheNamedDownstreamOpensAndRefuses(String name) {
        downstream.behave(new Reset());
        AtomicInteger called = new AtomicInteger();
        URI uri = startShop(
                (request, response) -> {
                    name(request, name);
                    called.incrementAndGet();
                    new ProxyServlet(downstream.uri()).service(request, response);
                },
                "retry.max-attempts=1");

        assertThat(ask(uri, visit("/shop")).status()).isEqualTo(502);
        assertThat(ask(uri, visit("/shop")).status()).isEqualTo(502);
        RawResponse refused = ask(uri, visit("/shop"));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3, 8);
        assertThat(refused.header("Proxy-Status")).contains("destination_unavailable");
        assertThat(refused.body().utf8()).contains("</html>");
        assertThat(called).hasValue(2);
        assertThat(breaker("orders").getState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertVotes("shop", 0, 0);
        assertThat(reports.await(3)).anySatisfy(report -> {
            assertThat(report.route()).isEqualTo("shop");
            assertThat(report.downstream()).contains("orders-v2");
            assertThat(report.fault()).contains(Fault.CIRCUIT_OPEN);
            assertThat(report.breakerState()).isEqualTo("OPEN");
        });
        assertThat(reports.transitions()).singleElement().satisfies(transition -> assertThat(transition.route())
                .isEqualTo("orders"));
    }

    @Test
    void aBreakerOnTrialThatHasNoMorePermitsRefusesForAMoment() {
        URI uri = startShop((request, response) -> name(request, "orders"));
        halfOpen("orders");
        assertThat(breaker("orders").tryAcquirePermission()).isTrue();

        RawResponse refused = ask(uri, visit("/shop"));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 3);
    }

    @Test
    void whoeverMovesOnHasBeenAnswered() {
        URI uri = startShop((request, response) -> {
            name(request, "orders");
            name(request, "orders-v2");
            name(request, "stock");
            throw new ConnectException("Connection refused");
        });

        assertThat(ask(uri, visit("/shop")).status()).isEqualTo(502);

        // Refused connections are tried again.
        assertThat(reports.only().attempts()).isEqualTo(2);
        assertThat(reports.only().downstream()).contains("stock");
        assertVotes("shop", 0, 0);
        assertVotes("orders", 2, 0);
        assertVotes("stock", 0, 2);
    }

    @Test
    void aRetryBeginsWithTheRoutesOwnBreaker() {
        AtomicInteger attempts = new AtomicInteger();
        URI uri = startShop((request, response) -> {
            if (attempts.incrementAndGet() == 1) {
                name(request, "orders");
                throw new ConnectException("Connection refused");
            }
            assertThat(request.getAttribute(Breakwater.DOWNSTREAM_ATTRIBUTE)).isNull();
            response.getWriter().write("calm");
        });

        assertThat(ask(uri, visit("/shop")).body().utf8()).isEqualTo("calm");

        assertVotes("orders", 0, 1);
        assertVotes("shop", 1, 0);
        assertThat(reports.only().downstream()).isEmpty();
    }

    @Test
    void anUnknownNameIsToldOfOnceAndChangesNothing() {
        try (LogLines lines = LogLines.of("io.breakwater.exchange.Downstreams")) {
            URI uri = startShop((request, response) -> {
                name(request, "odrers");
                request.setAttribute(Breakwater.DOWNSTREAM_ATTRIBUTE, 42);
                request.setAttribute(Breakwater.DOWNSTREAM_ATTRIBUTE, null);
                request.removeAttribute(Breakwater.DOWNSTREAM_ATTRIBUTE);
                response.getWriter().write("calm");
            });

            assertThat(ask(uri, visit("/shop")).body().utf8()).isEqualTo("calm");
            assertThat(ask(uri, visit("/shop")).body().utf8()).isEqualTo("calm");

            assertVotes("shop", 2, 0);
            assertThat(lines.messages(Level.WARN)).singleElement().satisfies(line -> assertThat(line)
                    .contains("\"odrers\"", "[default, orders, orders-v2, shop, stock]"));
        }
    }

    @Test
    void anAppMayDoWithoutADownstreamThatIsRefused() {
        URI uri = startShop((request, response) -> {
            try {
                name(request, "orders");
            } catch (CircuitOpenException e) {
                response.getWriter().write(e.route() + " " + (e.retryAfter().toSeconds() >= 3));
            }
        });
        downstream.behave(Answer.ok("well"));
        ask(uri, visit("/shop"));
        assertVotes("orders", 1, 0);
        breaker("orders").transitionToOpenState();

        assertThat(ask(uri, visit("/shop")).body().utf8()).isEqualTo("orders true");

        reports.await(2);
        assertVotes("orders", 1, 0);
        assertVotes("shop", 0, 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "answers",
                "fails",
                "throws",
                "errs",
                "stuck",
                "stuck-unnamed",
                "gone",
                "cut",
                "moves",
                "names-own",
                "sends"
            })
    void everyPermitComesBackWhateverTheEnding(String ending) throws Exception {
        LateWriter stuck = new LateWriter("late");
        URI uri = startShop((request, response) -> end(ending, stuck, request, response), "timeout=400ms");
        halfOpen("shop");
        halfOpen("orders");

        if (ending.equals("gone")) {
            try (RawClient gone = connect(uri)) {
                gone.sendHead(RawRequest.of("POST", "/shop", Bytes.filler(100)));
                gone.sendBytes(Bytes.filler(10));
            }
        } else {
            ask(uri, visit("/shop"));
        }

        reports.await(1);
        assertPermitIsBack("shop");
        assertPermitIsBack("orders");
        if (ending.startsWith("stuck")) {
            halfOpen("stock");
            stuck.letGo();
            stuck.result().get(10, TimeUnit.SECONDS);
            assertPermitIsBack("stock");
        }
    }

    @Test
    void whoeverNamesWhileTheAttemptEndsLosesNoPermit() throws Exception {
        BlockingQueue<Thread> namers = new LinkedBlockingQueue<>();
        URI uri = startShop((request, response) -> {
            CountDownLatch begun = new CountDownLatch(1);
            Thread namer = new Thread(() -> {
                for (int i = 0; i < 50; i++) {
                    nameIfAdmitted(request, i % 2 == 0 ? "orders" : "stock");
                    begun.countDown();
                }
            });
            namers.add(namer);
            namer.start();
            awaitQuietly(begun);
        });

        for (int round = 0; round < 40; round++) {
            for (String route : List.of("shop", "orders", "stock")) {
                halfOpen(route);
            }
            assertThat(ask(uri, visit("/shop")).status()).isEqualTo(200);
            reports.await(round + 1);
            namers.take().join();
            for (String route : List.of("shop", "orders", "stock")) {
                assertPermitIsBack(route);
            }
        }
    }

    private static void nameIfAdmitted(HttpServletRequest request, String downstream) {
        try {
            name(request, downstream);
        } catch (CircuitOpenException e) {
            // As for whoever does without it; the next name is another's.
            assertThat(e.route()).isEqualTo(downstream);
        } catch (NullPointerException | IllegalStateException e) {
            // The container has taken its request back meanwhile, and says so each in its own way.
            // A JVM that has seen it often leaves the stack out.
            assertThat(Arrays.stream(e.getStackTrace()).limit(1))
                    .noneMatch(frame -> frame.getClassName().startsWith("io.breakwater"));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("nobody named anything");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void end(String ending, LateWriter stuck, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (!ending.equals("stuck-unnamed")) {
            name(request, ending.equals("names-own") ? "shop" : "orders");
        }
        switch (ending) {
            case "fails" -> throw new ConnectException("Connection refused");
            case "throws" -> throw new NullPointerException("a bug");
            case "errs" -> throw new StackOverflowError("an Error");
            case "stuck", "stuck-unnamed" -> {
                try {
                    stuck.serve(request, response);
                } finally {
                    name(request, "stock");
                }
            }
            case "gone" -> request.getInputStream().readAllBytes();
            case "cut" -> Failing.midStreamThrowing(BEYOND_ANY_BUFFER).serve(request, response);
            case "moves" -> name(request, "stock");
            case "sends" -> response.sendError(503);
            default -> response.getWriter().write("well");
        }
    }
}
