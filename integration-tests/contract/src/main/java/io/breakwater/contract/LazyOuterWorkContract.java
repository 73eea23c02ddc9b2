package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawResponse;
import jakarta.servlet.Filter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What filters outside the guard do while the app is at work survives a retry and the page; what the app did does not. */
@Promise("LazyOuterWork")
public class LazyOuterWorkContract extends GuardedContract {

    private static final Filter OUTER = (request, response, chain) -> {
        HttpServletResponse http = (HttpServletResponse) response;
        http.setHeader("X-Outer", "outer");
        http.addCookie(new Cookie("first", "1"));
        http.addCookie(new Cookie("second", "2"));
        chain.doFilter(request, response);
    };

    private static List<String> cookies(RawResponse seen) {
        return seen.headers().all("Set-Cookie").stream()
                .map(cookie -> cookie.replaceFirst(";.*", ""))
                .toList();
    }

    /** A filter that sets what it has to only when somebody asks for it, past all that is behind it: a token against CSRF, say. */
    private URI startBehindLazy(Subject app, String... settings) {
        Filter lazy = (request, response, chain) -> {
            HttpServletResponse http = (HttpServletResponse) response;
            Runnable token = () -> {
                http.addCookie(new Cookie("XSRF-TOKEN", "t1"));
                http.addHeader("Set-Cookie", "lazy=1; Path=/");
                http.addHeader("X-Lazy", "1");
                http.addHeader("X-Lazy", "2");
            };
            request.setAttribute("token", token);
            chain.doFilter(request, response);
        };
        return start(GuardedApp.empty()
                .with(FilterEntry.of("outer", OUTER))
                .with(FilterEntry.of("lazy", lazy))
                .with(guard(settings))
                .with(ServletEntry.of("/*", app.asServlet())));
    }

    private static void assertLazyWorkIsThere(RawResponse seen) {
        assertThat(seen.headers().all("X-Lazy")).containsExactly("1", "2");
        assertThat(seen.headers().all("X-Outer")).containsExactly("outer");
        assertThat(cookies(seen)).containsExactlyInAnyOrder("first=1", "second=2", "XSRF-TOKEN=t1", "lazy=1");
        assertThat(seen.headers().has("X-App")).isFalse();
    }

    /** Asks for the token before, between or after cookies and headers of its own. */
    static Stream<Subject> askingForTheToken() {
        Subject asks = (request, response) -> ((Runnable) request.getAttribute("token")).run();
        Subject sets = (request, response) -> {
            response.addCookie(new Cookie("app", "1"));
            response.addHeader("Set-Cookie", "app2=1; Path=/");
            response.setHeader("X-App", "1");
        };
        return Stream.of(List.of(asks), List.of(asks, sets), List.of(sets, asks), List.of(sets, asks, sets))
                .map(steps -> (request, response) -> {
                    for (Subject step : steps) {
                        step.serve(request, response);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("askingForTheToken")
    void whatAnOuterFilterSetsDuringTheAttemptIsThereOnAPage(Subject asks) {
        Subject app = (request, response) -> {
            asks.serve(request, response);
            throw new ConnectException("Connection refused");
        };

        RawResponse seen = ask(startBehindLazy(app, "retry.max-attempts=1"), visit("/"));

        assertThat(seen.status()).isEqualTo(502);
        assertLazyWorkIsThere(seen);
    }

    @ParameterizedTest
    @MethodSource("askingForTheToken")
    void whatAnOuterFilterSetsDuringTheAttemptIsThereAfterARetry(Subject asks) {
        AtomicInteger attempts = new AtomicInteger();
        Subject app = (request, response) -> {
            if (attempts.getAndIncrement() == 0) {
                asks.serve(request, response);
                throw new ConnectException("Connection refused");
            }
            response.getOutputStream().print("calm");
        };

        RawResponse seen = ask(startBehindLazy(app), visit("/"));

        assertThat(seen.body().utf8()).isEqualTo("calm");
        assertLazyWorkIsThere(seen);
    }

    /** How a proxy copies the cookie of a session that its downstream has begun. */
    static Stream<Subject> sessionsOfADownstream() {
        return Stream.of(
                (request, response) -> response.addHeader("Set-Cookie", "JSESSIONID=of-the-downstream; Path=/"),
                (request, response) -> response.addCookie(new Cookie("JSESSIONID", "of-the-downstream")),
                (request, response) -> {
                    request.getSession();
                    response.addCookie(new Cookie("JSESSIONID", "of-the-downstream"));
                });
    }

    @ParameterizedTest
    @MethodSource("sessionsOfADownstream")
    void aSessionThatADownstreamBeganIsTheFailedAttempts(Subject copies) {
        AtomicInteger attempts = new AtomicInteger();
        Subject app = (request, response) -> {
            if (attempts.getAndIncrement() == 0) {
                copies.serve(request, response);
                throw new ConnectException("Connection refused");
            }
            response.addHeader("Set-Cookie", "JSESSIONID=of-the-second; Path=/");
        };

        RawResponse seen = ask(startBehindLazy(app), visit("/"));

        assertThat(cookies(seen)).contains("JSESSIONID=of-the-second").doesNotContain("JSESSIONID=of-the-downstream");
    }
}
