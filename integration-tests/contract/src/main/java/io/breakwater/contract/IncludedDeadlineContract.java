package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.LateWriter;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A container ignores the status and the headers of what is included (Servlet 6.0, section 9.3), and the page at the deadline comes
 * while the app is stuck in there: it is an error's page all the same.
 */
@Promise("IncludedDeadline")
public class IncludedDeadlineContract extends GuardedContract {
    private static final String TARGET = "at /target/*";
    private static final String OVERDUE = "overdue bytes";

    /** How an app includes what it is stuck in. */
    private enum Including {
        BY_PATH {
            @Override
            RequestDispatcher dispatcher(HttpServletRequest request) {
                return Objects.requireNonNull(request.getRequestDispatcher("/target/a"));
            }
        },
        BY_NAME {
            @Override
            RequestDispatcher dispatcher(HttpServletRequest request) {
                return Objects.requireNonNull(request.getServletContext().getNamedDispatcher(TARGET));
            }
        };

        abstract RequestDispatcher dispatcher(HttpServletRequest request);

        private Subject app() {
            return (request, response) -> dispatcher(request).include(request, response);
        }

        private Subject wrapping() {
            return (request, response) ->
                    dispatcher(request).include(request, new HttpServletResponseWrapper(response));
        }
    }

    private GuardedApp app(Subject including, Subject target) {
        return GuardedApp.empty()
                .with(guard("timeout=300ms", "timeout-interrupt=false", "concurrency.max=1")
                        .forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(ServletEntry.of("/*", including.asServlet()).async())
                .with(ServletEntry.of("/target/*", target.asServlet()).async());
    }

    private void assertThatThePageIsAnErrors(RawResponse seen) {
        assertThat(seen.status()).isEqualTo(504);
        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().utf8()).contains("</html>", seen.header(ID)).doesNotContain(OVERDUE);
        assertThat(seen.header("Content-Type")).startsWith("text/html");
        assertThat(seen.header("Cache-Control")).contains("no-store");
        assertThat(reports.only().ending()).isEqualTo(Ending.PAGE);
        assertThat(reports.only().status()).isEqualTo(504);
    }

    private void assertThatThePageComes(GuardedApp app, LateWriter target) throws Exception {
        RawClient client = connect(start(app)).send(visit("/"));

        RawResponse seen = client.receive();
        target.awaitArrival();
        target.letGo();

        assertThatThePageIsAnErrors(seen);
        await().until(() -> route().availableConcurrency().orElseThrow() == 1);
    }

    @ParameterizedTest
    @EnumSource
    void thePageComesWithItsHeadWhileTheAppIsStuckInAnInclude(Including including) throws Exception {
        LateWriter target = new LateWriter(OVERDUE);

        assertThatThePageComes(app(including.app(), target), target);
    }

    @ParameterizedTest
    @EnumSource
    void theSameWithAResponseThatTheAppHasWrapped(Including including) throws Exception {
        LateWriter target = new LateWriter(OVERDUE);

        assertThatThePageComes(app(including.wrapping(), target), target);
    }

    @ParameterizedTest
    @EnumSource
    void theSameInAnIncludeOfAnInclude(Including including) throws Exception {
        LateWriter inner = new LateWriter(OVERDUE);
        Subject middle =
                (request, response) -> request.getRequestDispatcher("/inner/a").include(request, response);

        assertThatThePageComes(
                app(including.app(), middle).with(ServletEntry.of("/inner/*", inner.asServlet())), inner);
    }

    @ParameterizedTest
    @EnumSource
    void theSameBehindAFilterThatHasWrappedTheResponse(Including including) throws Exception {
        LateWriter target = new LateWriter(OVERDUE);
        Filter wrapping = (request, response, chain) ->
                chain.doFilter(request, new HttpServletResponseWrapper((HttpServletResponse) response));
        GuardedApp guarded = app(including.app(), target);

        assertThatThePageComes(
                GuardedApp.empty()
                        .with(FilterEntry.of("wrapping", wrapping))
                        .with(guarded.filters().get(0))
                        .with(guarded.servlets().get(0))
                        .with(guarded.servlets().get(1)),
                target);
    }

    @Test
    void theSameWhereWhatIsIncludedGoesOnAsynchronously() {
        URI uri = start(app(Including.BY_PATH.app(), (request, response) -> request.startAsync()));

        assertThatThePageIsAnErrors(ask(uri, visit("/")));
    }

    /** The app may go on with its own answer after what it has included, which is none of an error. */
    @Test
    void anIncludeInTimeIsLeftAsItIs() {
        Subject including = (request, response) -> {
            Including.BY_PATH.dispatcher(request).include(request, response);
            response.setStatus(202);
            response.getWriter().write(" and after");
        };
        URI uri = start(app(including, (request, response) -> {
            response.setStatus(418);
            response.getWriter().write("included");
        }));

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(202);
        assertThat(seen.body().utf8()).isEqualTo("included and after");
    }
}
