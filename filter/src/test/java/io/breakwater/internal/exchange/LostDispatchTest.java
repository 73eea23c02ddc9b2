package io.breakwater.internal.exchange;

import static io.breakwater.internal.exchange.fake.FakeRequest.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.fault.Fault;
import io.breakwater.internal.exchange.fake.FakeResponse;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** A dispatch that the container has been asked for does not come. */
class LostDispatchTest {

    private static final String AMPLE = "timeout=1500ms";

    /** Keeps every dispatch from the container while {@link #loses}. */
    private static final class Losing implements Filter {
        private volatile boolean loses = true;

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            HttpServletRequest http = (HttpServletRequest) request;
            chain.doFilter(
                    new HttpServletRequestWrapper(http) {
                        @Override
                        public AsyncContext startAsync() {
                            return losing(super.startAsync());
                        }

                        @Override
                        public AsyncContext startAsync(ServletRequest given, ServletResponse toFill) {
                            return losing(super.startAsync(given, toFill));
                        }
                    },
                    response);
        }

        private AsyncContext losing(AsyncContext real) {
            return (AsyncContext) Proxy.newProxyInstance(
                    Losing.class.getClassLoader(), new Class<?>[] {AsyncContext.class}, (proxy, method, args) -> {
                        try {
                            return loses && method.getName().equals("dispatch") ? null : method.invoke(real, args);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }

    @Test
    void aRetryThatDoesNotBeginEndsAtTheDeadlineWithTheFailureThatItWasToMend() {
        try (GuardedApp app = GuardedApp.with(AMPLE, "retry.on=503")
                .behind(new Losing())
                .serving(Apps.later((context, response) -> {
                    response.setStatus(503);
                    context.complete();
                }))) {
            FakeResponse got = app.serve(page("/a"));

            assertThat(got.getStatus()).isEqualTo(503);
            assertThat(got.body()).contains("</html>");
            assertThat(app.calls()).isOne();
            assertThat(app.report().ending()).isEqualTo(Ending.PAGE);
            assertThat(app.report().fault()).contains(Fault.DOWNSTREAM_STATUS);
            app.assertAllIsGivenBack();
        }
    }

    @Test
    void aDispatchOfTheAppsThatDoesNotComeEndsAtTheDeadlineOnceTheGuardIsKnownToGetSome() {
        Losing filter = new Losing();
        try (GuardedApp app = GuardedApp.with(AMPLE).behind(filter)) {
            app.serving(Apps.inTurn(
                    Apps.later((context, response) -> context.dispatch()),
                    Apps.answering("dispatched"),
                    Apps.later((context, response) -> context.dispatch())));
            filter.loses = false;
            assertThat(app.serve(page("/a")).body()).isEqualTo("dispatched");
            filter.loses = true;

            FakeResponse got = app.serve(page("/a"));

            assertThat(got.getStatus()).isEqualTo(504);
            assertThat(got.body()).contains("</html>");
            assertThat(app.calls()).isEqualTo(3);
            app.assertAllIsGivenBack();
        }
    }
}
