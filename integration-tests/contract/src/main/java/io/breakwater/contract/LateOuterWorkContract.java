package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.net.ConnectException;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What filters outside the guard add once the chain has returned goes out with a page that the request's own thread has written. */
@Promise("LateOuterWork")
public class LateOuterWorkContract extends GuardedContract {
    private static final Filter LATE = (request, response, chain) -> {
        chain.doFilter(request, response);
        if (request.getDispatcherType() == DispatcherType.ASYNC || !request.isAsyncStarted()) {
            HttpServletResponse http = (HttpServletResponse) response;
            http.setHeader("X-Late", "late");
            http.addCookie(new Cookie("late", "1"));
        }
    };

    private static final Filter APPENDING = (request, response, chain) -> {
        chain.doFilter(request, response);
        response.getOutputStream().print("<!-- appended -->");
    };

    /** The ways in which an app's answer gives way to a page. */
    static Stream<Subject> failures() {
        return Stream.of(
                (request, response) -> {
                    throw new ConnectException("Connection refused");
                },
                (request, response) -> {
                    response.setStatus(503);
                    response.getWriter().print("to be replaced");
                });
    }

    private URI start(Filter outer, Subject app, String... settings) {
        return start(GuardedApp.empty()
                .with(FilterEntry.of("outer", outer).forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(guard(settings).forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(ServletEntry.of("/*", app.asServlet()).async()));
    }

    private static void assertPage(RawResponse seen, int status) {
        assertThat(seen.status()).isEqualTo(status);
        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().utf8()).contains("</html>").doesNotContain("to be replaced");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void itIsThereOnAPage(Subject app) {
        RawResponse seen = ask(start(LATE, app, "retry.max-attempts=1"), visit("/"));

        assertThat(seen.status()).isIn(502, 503);
        assertPage(seen, seen.status());
        assertThat(seen.headers().all("X-Late")).containsExactly("late");
        assertThat(seen.headers().all("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie).startsWith("late=1"));
        assertThat(seen.header("Content-Length"))
                .isEqualTo(Integer.toString(seen.body().length()));
    }

    @Test
    void itIsThereOnAPageInADispatch() {
        Subject app = (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                throw new ConnectException("Connection refused");
            }
            AsyncContext context = request.startAsync();
            AsyncSubject.run(context::dispatch);
        };

        RawResponse seen = ask(start(LATE, app, "retry.max-attempts=1"), visit("/"));

        assertPage(seen, 502);
        // Undertow gives filters in front the guard's own pair then, which nobody may write to any more.
        assertThat(seen.headers().all("X-Late")).hasSize(newContainer().name().contains("Undertow") ? 0 : 1);
    }

    @Test
    void itIsThereOnAPageWithoutABody() {
        Subject app = (request, response) -> {
            throw new ConnectException("Connection refused");
        };
        RawResponse seen = ask(
                start(LATE, app, "retry.max-attempts=1"), RawRequest.head("/").with("Accept", BROWSER));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.headers().all("X-Late")).containsExactly("late");
        assertThat(Integer.parseInt(seen.header("Content-Length"))).isPositive();
    }

    @Test
    void whatTheyWriteThenFollowsThePageAsItWouldTheAppsAnswer() {
        Subject app = (request, response) -> {
            throw new ConnectException("Connection refused");
        };
        RawResponse seen = ask(start(APPENDING, app, "retry.max-attempts=1"), visit("/"));

        assertPage(seen, 502);
        assertThat(seen.body().utf8()).endsWith("<!-- appended -->");
    }
}
