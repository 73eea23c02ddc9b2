package io.breakwater.operations.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.observe.BreakerTransition;
import io.breakwater.observe.RouteLimits;
import io.breakwater.observe.RouteStatus;
import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a diagnosis is made, and when not. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class DiagnosticsTest {

    private final SilentServer server = new SilentServer();
    private final AtomicLong nanos = new AtomicLong();
    private final Diagnostics diagnostics = new Diagnostics(
            route -> route.startsWith("url") ? Optional.of(server.target(route)) : Optional.empty(),
            new Prober(),
            Duration.ofSeconds(10),
            nanos::get);

    @AfterEach
    void close() throws IOException {
        diagnostics.close();
        server.close();
    }

    private void awaitEnd(String route) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (diagnostics.isUnderway(route)) {
            assertThat(System.nanoTime()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void oneIsMadeAtATimeAndNoRouteTwiceInAPause() throws Exception {
        assertThat(diagnostics.request("url-a")).isEqualTo(new Submission.Begun());
        Socket first = server.next();
        assertThat(diagnostics.request("url-a")).isEqualTo(new Submission.Underway());
        assertThat(diagnostics.request("url-b")).isEqualTo(new Submission.Begun());
        assertThat(diagnostics.isUnderway("url-b")).isTrue();
        assertThat(diagnostics.latest("url-a")).isEmpty();
        assertThat(server.hasMore()).as("the second waits for the first").isFalse();

        SilentServer.answer(first);
        Socket second = server.next();
        awaitEnd("url-a");
        assertThat(diagnostics.latest("url-a").orElseThrow().finding()).isEqualTo(Finding.HEALTHY);
        SilentServer.answer(second);
        awaitEnd("url-b");

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(4));
        assertThat(diagnostics.request("url-a")).isEqualTo(new Submission.TooSoon(Duration.ofSeconds(6)));
        assertThat(server.hasMore()).isFalse();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(6));
        assertThat(diagnostics.request("url-a")).isEqualTo(new Submission.Begun());
        SilentServer.answer(server.next());
        awaitEnd("url-a");
    }

    @Test
    void anOpeningBreakerBeginsOneAndARecoveringOneDoesNot() throws Exception {
        diagnostics.breakerChanged(transition("url-a", "OPEN", "HALF_OPEN"));
        diagnostics.breakerChanged(transition("alias", "CLOSED", "OPEN"));
        assertThat(diagnostics.isUnderway("url-a")).isFalse();
        assertThat(diagnostics.isUnderway("alias")).isFalse();

        diagnostics.breakerChanged(transition("url-a", "CLOSED", "OPEN"));

        SilentServer.answer(server.next());
        awaitEnd("url-a");
        assertThat(diagnostics.latest("url-a")).isPresent();
    }

    private static BreakerTransition transition(String route, String from, String to) {
        return new BreakerTransition(
                route, from, to, Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty());
    }

    @Test
    void aRouteWithoutAUrlHasNothingToAsk() {
        assertThat(diagnostics.request("alias")).isEqualTo(new Submission.NoTarget());
        assertThat(diagnostics.canDiagnose("alias")).isFalse();
        assertThat(diagnostics.canDiagnose("url-a")).isTrue();
    }

    @Test
    void aClosedOneBeginsNothing() {
        diagnostics.close();
        assertThat(diagnostics.request("url-a")).isInstanceOf(Submission.TooSoon.class);
        assertThat(diagnostics.isUnderway("url-a")).isFalse();
    }

    @Test
    void aSilentResolverIsToldFromANameThatIsUnknown() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        ProbeLimits limits = new ProbeLimits(
                Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1), 6);
        Prober prober = new Prober(limits, new Trusting(), name -> {
            try {
                hangs.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(name);
        });
        Target target = new Target("orders", false, "orders.invalid", 80, "/", Duration.ofSeconds(1));

        assertThat(prober.ask(target).finding()).isEqualTo(Finding.RESOLVER_SILENT);
        Diagnosis again = prober.ask(target);
        assertThat(again.finding()).isEqualTo(Finding.RESOLVER_SILENT);
        assertThat(again.detail()).contains("still waits");

        hangs.countDown();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (prober.ask(target).finding() != Finding.NAME_UNKNOWN) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    @Test
    void theSettingsInForceSayWhatIsAsked() {
        List<RouteStatus> routes = List.of(
                route("default", ""),
                route("orders", "http://me:secret@orders.example:8081/base"),
                route("reviews", "reviews"));
        Targets targets = new Targets(() -> routes, route -> Optional.of("/health"));

        assertThat(targets.apply("orders"))
                .contains(new Target("orders", false, "orders.example", 8081, "/health", Duration.ofMillis(250)));
        assertThat(targets.apply("reviews")).isEmpty();
        assertThat(targets.apply("default")).isEmpty();
        assertThat(targets.apply("http://127.0.0.1/")).isEmpty();
    }

    private static RouteStatus route(String name, String downstream) {
        RouteLimits limits =
                new RouteLimits(Duration.ofSeconds(4), Duration.ofMillis(250), OptionalInt.empty(), 2, false);
        return new RouteStatus(
                name,
                Optional.of(downstream),
                "CLOSED",
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Map.of(),
                0,
                0,
                OptionalInt.empty(),
                limits);
    }

    /** Is not asked here, for nothing of this is in TLS. */
    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
