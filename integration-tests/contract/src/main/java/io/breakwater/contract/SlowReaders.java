package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.page.Page;
import io.breakwater.page.PageFormat;
import io.breakwater.page.PageModel;
import io.breakwater.page.RenderedPage;
import jakarta.servlet.DispatcherType;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/**
 * What contracts about visitors who do not read their pages have in common: an app whose requests all run into their deadline,
 * pages of any length, and what must not become of everybody else.
 */
@Tag(VirtualThreadsContract.LEFT_OUT)
public abstract class SlowReaders extends AsyncContract {
    /** How many requests the app has room for. */
    protected static final int PLACES = 400;

    private static final Duration TIMEOUT = Duration.ofMillis(500);
    /** Containers give up on a client after twenty seconds and more. */
    private static final Duration WHEN_NOT_DELAYED = Duration.ofSeconds(3);

    private static final Duration GENEROUS = Duration.ofSeconds(30);

    /** More than a socket's buffers hold. */
    private static final byte[] LARGE = new byte[16 * 1024 * 1024];

    private static final byte[] SMALL = "<html>later</html>".getBytes(StandardCharsets.US_ASCII);

    private final AtomicInteger arrived = new AtomicInteger();

    /** Starts {@link #harbour} with so many threads. */
    protected final URI startHarbour(int threads) {
        return start(harbour().withThreads(threads));
    }

    /** An app whose pages are larger than any buffer under {@code /large/}, and short elsewhere. */
    protected final GuardedApp harbour() {
        Page page = new Page() {
            @Override
            public RenderedPage render(PageModel model, PageFormat format) {
                byte[] body = model.path().contains("/large/") ? LARGE : SMALL;
                return new RenderedPage("text/html", body, Optional.empty());
            }
        };
        Subject waits = (request, response) -> {
            arrived.incrementAndGet();
            request.startAsync();
        };
        Subject blocks = (request, response) -> {
            arrived.incrementAndGet();
            await30Seconds();
        };
        AtomicInteger attempts = new AtomicInteger();
        Subject mended = (request, response) -> {
            request.startAsync();
            if (attempts.incrementAndGet() % 2 == 1) {
                throw new ConnectException("Connection refused");
            }
            response.getWriter().write("mended");
            request.getAsyncContext().complete();
        };
        return GuardedApp.empty()
                .with(guard(builder(
                                        "timeout=" + TIMEOUT.toMillis() + "ms",
                                        "concurrency.max=" + PLACES,
                                        "circuit-breaker.enabled=false",
                                        // Another attempt takes as long as it takes on a busy machine.
                                        "routes.mended.path=/mended",
                                        "routes.mended.timeout=15s",
                                        "retry.budget.min-per-second=100")
                                .page(page))
                        .forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(ServletEntry.of("/waits", waits.asServlet()).async())
                .with(ServletEntry.of("/large/waits", waits.asServlet()).async())
                .with(ServletEntry.of("/blocks", blocks.asServlet()))
                .with(ServletEntry.of("/large/blocks", blocks.asServlet()))
                .with(ServletEntry.of("/mended", mended.asServlet()).async());
    }

    private static void await30Seconds() {
        try {
            if (!new CountDownLatch(1).await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody interrupted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until so many requests are in the app. */
    protected final void awaitArrival(int count) {
        await().untilAsserted(() -> assertThat(arrived).hasValueGreaterThanOrEqualTo(count));
    }

    /** Others get their pages, and their retries, as if there were no slow readers. */
    protected final void assertNobodyElseIsDelayed(URI uri) {
        for (int visitor = 0; visitor < 3; visitor++) {
            RawResponse mended = ask(uri, visit("/mended"));
            assertThat(mended.body().utf8()).isEqualTo("mended");
            assertThat(mended.lastByte()).isLessThan(WHEN_NOT_DELAYED);

            RawResponse page = ask(uri, visit("/waits"));
            assertThat(page.status()).isEqualTo(504);
            assertThat(page.whole()).isTrue();
            assertThat(page.lastByte()).isBetween(TIMEOUT, WHEN_NOT_DELAYED);
        }
    }

    /** So many responses are broken off, and then nothing of it is left: no place is taken, and no thread still writes. */
    protected final void awaitRecovery(int slow) {
        await().atMost(GENEROUS).untilAsserted(() -> assertThat(aborted()).hasSize(slow));
        assertThat(aborted()).allMatch(report -> report.fault().equals(Optional.of(Fault.RESPONSE_TIMEOUT)));
        await().atMost(GENEROUS).until(() -> placesLeft().equals(OptionalInt.of(PLACES)));
        // Of those that answer none is needed any more, so that all end.
        await().atMost(GENEROUS).until(() -> answering().findAny().isEmpty());
    }

    private OptionalInt placesLeft() {
        return breakwater().routes().stream()
                .filter(status -> status.route().equals("default"))
                .findAny()
                .orElseThrow()
                .availableConcurrency();
    }

    private Stream<ExchangeReport> aborted() {
        return reports.all().stream().filter(report -> report.ending() == ExchangeReport.Ending.ABORTED);
    }

    /** The threads of the guard's that answer. */
    protected final Stream<Thread> answering() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("breakwater-answer"));
    }
}
