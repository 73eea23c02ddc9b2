package io.breakwater.internal.exchange;

import static io.breakwater.internal.exchange.fake.FakeRequest.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.internal.exchange.fake.FakeResponse;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.net.ConnectException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A response does not heed its head, so that a page would pass for a success. */
class IgnoredHeadTest {

    private final CountDownLatch appGoesOn = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        appGoesOn.countDown();
    }

    @Test
    void aPageAtTheDeadlineWhoseHeadTheContainerIgnoresIsNotSent() {
        FakeResponse response = new FakeResponse();
        try (GuardedApp app = GuardedApp.with("timeout=100ms").serving((request, toFill) -> {
            response.include();
            Apps.holdOut(appGoesOn);
        })) {
            CompletableFuture<Void> serving = Apps.aside(() -> app.serve(page("/a"), response));

            assertThat(app.report().ending()).isEqualTo(Ending.ABORTED);
            assertThat(app.report().fault()).contains(Fault.RESPONSE_TIMEOUT);
            appGoesOn.countDown();
            serving.join();
            assertThat(response.body()).doesNotContain("<html");
            app.assertAllIsGivenBack();
        }
    }

    @Test
    void aPageOnTheThreadOfTheRequestWhoseHeadTheContainerIgnoresIsNotSent() {
        FakeResponse response = new FakeResponse();
        try (GuardedApp app = GuardedApp.with("retry.max-attempts=1").serving((request, toFill) -> {
            response.include();
            throw new ConnectException("Connection refused");
        })) {
            app.serve(page("/a"), response);

            assertThat(app.report().ending()).isEqualTo(Ending.ABORTED);
            assertThat(app.report().fault()).contains(Fault.CONNECTION_REFUSED);
            assertThat(response.body()).doesNotContain("<html");
            app.assertAllIsGivenBack();
        }
    }

    /** It hands its head on when the chain has returned, which it does not before the app's thread. */
    private static final class KeepsItsStatus extends HttpServletResponseWrapper {
        KeepsItsStatus(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setStatus(int status) {
            // Not yet.
        }
    }

    private static final Filter KEEPING =
            (request, response, chain) -> chain.doFilter(request, new KeepsItsStatus((HttpServletResponse) response));

    @Test
    void aPageAtTheDeadlineGoesPastAFilterThatKeepsItsHead() {
        FakeResponse response = new FakeResponse();
        try (GuardedApp app = GuardedApp.with("timeout=100ms")
                .behind(KEEPING)
                .serving((request, toFill) -> Apps.holdOut(appGoesOn))) {
            CompletableFuture<Void> serving = Apps.aside(() -> app.serve(page("/a"), response));

            assertThat(app.report().ending()).isEqualTo(Ending.PAGE);
            assertThat(response.getStatus()).isEqualTo(504);
            assertThat(response.body()).contains("</html>");
            appGoesOn.countDown();
            serving.join();
        }
    }

    @Test
    void aPageOnTheThreadOfTheRequestIsLeftToAFilterThatKeepsItsHead() {
        FakeResponse response = new FakeResponse();
        try (GuardedApp app =
                GuardedApp.with("retry.max-attempts=1").behind(KEEPING).serving(Apps.refused())) {
            app.serve(page("/a"), response);

            assertThat(app.report().ending()).isEqualTo(Ending.PAGE);
            assertThat(response.body()).contains("</html>");
        }
    }
}
