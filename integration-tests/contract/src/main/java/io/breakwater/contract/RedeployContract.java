package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.LateWriter;
import io.breakwater.contract.app.StuckServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.Ending;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Silence;
import io.breakwater.fault.Fault;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app goes as it came: nothing of the guard stays behind in the container. */
@Promise("Redeploy")
public class RedeployContract extends GuardedContract {
    private static final int ROUNDS = 10;

    /** More than have been in the app at once. */
    private static final int THREADS_AT_MOST = 8;

    /** An answer at once cannot be told from one at the deadline otherwise. */
    private static final String FAR_DEADLINE = "timeout=50s";

    private static final Duration GENEROUS = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    /** Of the running container. */
    private URI uri = URI.create("http://127.0.0.1");

    @Test
    void nothingOfAnAppStaysAfterItWasUsedAndStoppedTenTimes() throws Exception {
        downstream.on("/stuck", new Silence());
        ContainerUnderTest container = running();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            loaders.add(deployUseAndStop(container, "/round" + round));
        }

        await().atMost(GENEROUS).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
            haveThreadsThrow();
            System.gc();
            assertThat(loaders)
                    .as("class loaders that can't go")
                    .filteredOn(loader -> loader.get() != null)
                    .isEmpty();
        });
    }

    /**
     * A thread of the container's that idles may hold on to the exception it saw last, and so to the app that threw it: it is
     * in no heap dump's roots, so it is the JVM that keeps it (seen on JDK 17, with what its first compiler makes).
     */
    private void haveThreadsThrow() {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < THREADS_AT_MOST; i++) {
            clients.add(RawClient.to(uri).send(visit("/")));
        }
        clients.forEach(client -> {
            assertThat(client.receive().status()).isEqualTo(500);
            client.close();
        });
    }

    /** In a method of its own, so that no variable of the test's holds on to the app. */
    private WeakReference<ClassLoader> deployUseAndStop(ContainerUnderTest container, String path) throws Exception {
        try (WebAppLoader loader = new WebAppLoader()) {
            AtomicInteger letGo = new AtomicInteger();
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            try (ContainerUnderTest.Deployed app =
                    container.deploy(app(loader, letGo).at(path), loader)) {
                use(uri.resolve(path));
                await().until(() -> letGo.get() == 1);
            }
            // A thread that has done its work is there for a moment longer.
            await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .filteredOn(thread -> thread.getName().startsWith("breakwater-") || isOf(loader, thread.getClass()))
                    .isEmpty());
            return new WeakReference<>(loader);
        }
    }

    private static boolean isOf(ClassLoader loader, Class<?> type) {
        return type.getClassLoader() == loader;
    }

    private GuardedApp app(WebAppLoader loader, AtomicInteger letGo) throws IOException {
        Path watched = Files.writeString(directory.resolve("breakwater.properties"), "breakwater.page.theme=plain");
        AtomicBoolean failed = new AtomicBoolean();
        Subject failsOnce = (request, response) -> {
            if (failed.compareAndSet(false, true)) {
                throw new ConnectException("Connection refused");
            }
            response.getWriter().write("mended");
        };
        Subject stalls = (request, response) -> {
            response.getOutputStream().print("begun");
            response.flushBuffer();
            sleepUntilInterrupted();
        };
        Subject hangs = (request, response) -> {
            try {
                sleepUntilInterrupted();
            } finally {
                letGo.incrementAndGet();
            }
        };
        return GuardedApp.empty()
                .with(loader.filter("io.breakwater.CorrelationIdFilter"))
                .with(loader.filter("io.breakwater.BreakwaterFilter")
                        .with("breakwater.config", watched.toString())
                        .with("breakwater.brand.name", "Harbour Books")
                        .with("breakwater.routes.hangs.path", "/hangs")
                        .with("breakwater.routes.hangs.timeout", "200ms")
                        .with("breakwater.routes.stalls.path", "/stalls")
                        .with("breakwater.routes.stalls.idle-timeout", "200ms")
                        .with("breakwater.exclude", "/static/*")
                        .with("breakwater.routes.posts.path", "/broken")
                        .with("breakwater.routes.posts.hosts", "shop.example, *.shop.example")
                        .with("breakwater.routes.posts.methods", "POST")
                        .with("breakwater.routes.puts.path", "/broken")
                        .with("breakwater.routes.puts.hosts", "shop.example, *.shop.example")
                        .with("breakwater.routes.puts.methods", "PUT")
                        .with("breakwater.routes.broken.path", "/broken")
                        .with("breakwater.routes.broken.circuit-breaker.minimum-number-of-calls", "3"))
                .with(ServletEntry.of("/well", Failing.not("calm").asServlet()))
                .with(ServletEntry.of("/mended", failsOnce.asServlet()))
                .with(ServletEntry.of("/hangs", hangs.asServlet()))
                .with(ServletEntry.of("/stalls", stalls.asServlet()))
                .with(ServletEntry.of("/broken", Failing.bySendError(503).asServlet()));
    }

    private static void sleepUntilInterrupted() throws IOException {
        try {
            if (!new CountDownLatch(1).await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody interrupted");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void use(URI app) {
        assertThat(ask(app, visit(app.getPath() + "/well")).body().utf8()).isEqualTo("calm");
        assertThat(ask(app, visit(app.getPath() + "/mended")).body().utf8()).isEqualTo("mended");
        assertThat(ask(app, visit(app.getPath() + "/hangs")).status()).isEqualTo(504);
        assertThat(ask(app, visit(app.getPath() + "/stalls")).whole()).isFalse();
        for (int call = 0; call < 3; call++) {
            ask(app, visit(app.getPath() + "/broken"));
        }
        assertThat(ask(app, visit(app.getPath() + "/broken")).header("Proxy-Status"))
                .contains("destination_unavailable");
    }

    @Test
    void whoIsStuckWhenTheAppStopsIsAnswered() {
        downstream.behave(new Silence());
        ContainerUnderTest container = running();
        ContainerUnderTest.Deployed app = container.deploy(
                GuardedApp.empty()
                        .at("/app")
                        .with(guard(FAR_DEADLINE))
                        .with(ServletEntry.of("/*", new StuckServlet(downstream.uri()))),
                getClass().getClassLoader());
        RawClient client = connect(uri).send(visit("/app/stuck"));
        await().until(() -> downstream.requests() == 1);

        CompletableFuture<Void> stopping = CompletableFuture.runAsync(app::close);

        RawResponse seen = client.receive();
        assertThat(seen.status()).isEqualTo(504);
        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().utf8()).contains("</html>");
        assertThat(reports.only().fault()).contains(Fault.RESPONSE_TIMEOUT);
        assertStillStuck();
        assertThat(stopping).succeedsWithin(GENEROUS);
    }

    @Test
    void whoHasStalledWhenTheAppStopsIsBrokenOff() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Subject stalls = (request, response) -> {
            response.getOutputStream().print("begun");
            response.flushBuffer();
            begun.countDown();
            boolean left = false;
            while (!left) {
                try {
                    left = leave.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    // As if stuck in a read that no interrupt ends.
                }
            }
        };
        ContainerUnderTest.Deployed app = running()
                .deploy(
                        GuardedApp.empty()
                                .at("/app")
                                .with(guard(FAR_DEADLINE))
                                .with(ServletEntry.of("/*", stalls.asServlet())),
                        getClass().getClassLoader());
        RawClient client = connect(uri).send(visit("/app/stalls"));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> stopping = CompletableFuture.runAsync(app::close);

        assertThat(client.receive().ending()).isIn(Ending.CUT_BY_FIN, Ending.CUT_BY_RST);
        leave.countDown();
        assertThat(stopping).succeedsWithin(GENEROUS);
    }

    @Test
    void whoFinishesInTimeWhenTheAppStopsIsLeftToFinish() throws Exception {
        LateWriter inside = new LateWriter("done");
        ContainerUnderTest.Deployed app = running()
                .deploy(
                        GuardedApp.empty()
                                .at("/app")
                                .with(guard(FAR_DEADLINE))
                                .with(ServletEntry.of("/*", inside.asServlet())),
                        getClass().getClassLoader());
        RawClient client = connect(uri).send(visit("/app/late"));
        inside.awaitArrival();
        Thread stopping = new Thread(app::close, "stops the app");
        stopping.start();
        await().until(() -> Arrays.stream(stopping.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("io.breakwater.internal")));

        inside.letGo();

        assertThat(client.receive().body().utf8()).isEqualTo("done");
        stopping.join(GENEROUS.toMillis());
        assertThat(stopping.isAlive()).isFalse();
    }

    /** A container with an app at the root that is not ours, and stays. */
    private ContainerUnderTest running() {
        ContainerUnderTest container = newContainer();
        uri = start(container, GuardedApp.of(Failing.byBug().asServlet()));
        return container;
    }
}
