package io.breakwater.internal.exchange;

import static io.breakwater.internal.exchange.fake.FakeRequest.get;
import static io.breakwater.internal.exchange.fake.FakeRequest.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.internal.container.ExchangeOverException;
import io.breakwater.internal.exchange.fake.FakeResponse;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the watchdog does at the deadline, while the app's thread is stuck. */
class TakeoverTest {

    private static final String SOON = "timeout=100ms";
    private static final String ATTEMPT_SOON = "attempt-timeout=100ms";

    private final CountDownLatch appGoesOn = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        appGoesOn.countDown();
    }

    @Test
    void thePageIsServedWhileTheThreadIsStuckAndALateWriterIsRefused() {
        FakeResponse response = new FakeResponse();
        AtomicReference<Throwable> late = new AtomicReference<>();
        try (GuardedApp app = GuardedApp.with(SOON, ATTEMPT_SOON)
                .behind((request, toFill, chain) -> {
                    ((HttpServletResponse) toFill).setHeader("X-Outer", "o");
                    chain.doFilter(request, toFill);
                })
                .serving((request, toFill) -> {
                    toFill.setHeader("X-App", "a");
                    toFill.getOutputStream().print("half of it");
                    Apps.holdOut(appGoesOn);
                    toFill.setHeader("X-Late", "a");
                    try {
                        toFill.getOutputStream().print("late");
                    } catch (IOException e) {
                        late.set(e);
                        throw e;
                    }
                })) {
            CompletableFuture<Void> serving = Apps.aside(() -> app.serve(page("/a"), response));
            ExchangeReport report = app.report();

            assertThat(serving).isNotDone();
            assertThat(response.getStatus()).isEqualTo(504);
            assertThat(response.body())
                    .startsWith("<!doctype html")
                    .endsWith("</html>\n")
                    .doesNotContain("half of it");
            assertThat(response.getHeader("Connection")).isEqualTo("close");
            assertThat(response.getHeaders("X-Outer")).containsExactly("o");
            assertThat(response.containsHeader("X-App")).isFalse();
            assertThat(report.fault()).contains(Fault.RESPONSE_TIMEOUT);
            assertThat(report.ending()).isEqualTo(Ending.PAGE);
            assertThat(report.status()).isEqualTo(504);
            assertThat(report.deadlineLeft()).isZero();

            String page = response.body();
            appGoesOn.countDown();
            serving.join();
            assertThat(late.get()).isInstanceOf(ExchangeOverException.class);
            assertThat(response.body()).isEqualTo(page);
            assertThat(response.containsHeader("X-Late")).isFalse();
            assertThat(response.isBrokenOff()).isFalse();
            assertThat(app.reports()).hasSize(1);
            app.assertAllIsGivenBack();
        }
    }

    @Test
    void theStuckThreadIsInterrupted() {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        try (GuardedApp app = GuardedApp.with(SOON, ATTEMPT_SOON).serving((request, response) -> {
            try {
                interrupted.complete(appGoesOn.await(20, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                interrupted.complete(true);
                throw new IOException(e);
            }
        })) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(interrupted).isCompletedWithValue(true);
            assertThat(appGoesOn.getCount()).as("not let go by the test").isOne();
            assertThat(got.getStatus()).isEqualTo(504);
            assertThat(app.report().ending()).isEqualTo(Ending.PAGE);
        }
    }

    @Test
    void anAttemptThatTakesTooLongIsFollowedByAnotherOnItsOwnThread() {
        try (GuardedApp app = GuardedApp.with("timeout=10s", ATTEMPT_SOON, "retry.on=http_response_timeout")
                .serving(Apps.inTurn(
                        (request, response) -> {
                            try {
                                appGoesOn.await(20, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                throw new IOException(e);
                            }
                        },
                        Apps.answering("second")))) {
            FakeResponse got = app.serve(get("/a"));

            assertThat(got.body()).isEqualTo("second");
            assertThat(app.calls()).isEqualTo(2);
        }
    }

    @Test
    void whatHasBegunAndStallsIsBrokenOff() {
        try (GuardedApp app = GuardedApp.with("idle-timeout=100ms").serving((request, response) -> {
            response.getOutputStream().print("begun");
            response.flushBuffer();
            try {
                appGoesOn.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        })) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.body()).isEqualTo("begun");
            assertThat(got.isBrokenOff()).isTrue();
            ExchangeReport report = app.report();
            assertThat(report.fault()).contains(Fault.READ_TIMEOUT);
            assertThat(report.ending()).isEqualTo(Ending.ABORTED);
            assertThat(report.status()).isEqualTo(200);
        }
    }

    @Test
    void aClientThatHasLeftByThenGetsNoPage() {
        FakeResponse response = new FakeResponse();
        try (GuardedApp app = GuardedApp.with(SOON, ATTEMPT_SOON).serving((request, toFill) -> {
            response.clientLeaves();
            Apps.holdOut(appGoesOn);
        })) {
            CompletableFuture<Void> serving = Apps.aside(() -> app.serve(page("/a"), response));
            ExchangeReport report = app.report();

            assertThat(report.fault()).contains(Fault.CLIENT_GONE);
            assertThat(report.ending()).isEqualTo(Ending.CLIENT_GONE);
            assertThat(report.status()).isEqualTo(499);
            appGoesOn.countDown();
            serving.join();
            assertThat(response.body()).isEmpty();
        }
    }
}
