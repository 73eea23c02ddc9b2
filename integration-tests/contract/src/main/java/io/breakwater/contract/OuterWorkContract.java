package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.StuckServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.InTurn;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.Silence;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What filters outside the guard have done is still there after a retry and on a page. */
@Promise("OuterWork")
public class OuterWorkContract extends GuardedContract {

    private static final Filter OUTER = (request, response, chain) -> {
        HttpServletResponse http = (HttpServletResponse) response;
        http.setHeader("X-Outer", "outer");
        http.addHeader("X-Many", "1");
        http.addHeader("X-Many", "2");
        http.setHeader("Vary", "Origin");
        http.addCookie(new Cookie("first", "1"));
        http.addCookie(new Cookie("second", "2"));
        chain.doFilter(request, response);
    };

    private URI startBehindOuter(Servlet servlet, String... settings) {
        return start(GuardedApp.empty()
                .with(FilterEntry.of("outer", OUTER))
                .with(guard(settings))
                .with(ServletEntry.of("/*", servlet)));
    }

    private static void assertOuterWorkIsThere(RawResponse seen) {
        assertThat(seen.headers().all("X-Outer")).containsExactly("outer");
        assertThat(seen.headers().all("X-Many")).containsExactly("1", "2");
        assertThat(cookies(seen)).containsExactly("first=1", "second=2");
        assertThat(seen.headers().all("Vary"))
                .anySatisfy(vary -> assertThat(vary).contains("Origin"));
    }

    private static List<String> cookies(RawResponse seen) {
        return seen.headers().all("Set-Cookie").stream()
                .map(cookie -> cookie.replaceFirst(";.*", ""))
                .toList();
    }

    @Test
    void itIsThereAfterARetry() {
        downstream.behave(InTurn.inTurn(new Reset(), Answer.ok("calm")));

        RawResponse seen = ask(startBehindOuter(new ProxyServlet(downstream.uri())), visit("/"));

        assertThat(seen.status()).isEqualTo(200);
        assertOuterWorkIsThere(seen);
    }

    @Test
    void itIsThereOnAPage() {
        downstream.behave(new Reset());

        RawResponse seen = ask(startBehindOuter(new ProxyServlet(downstream.uri())), visit("/"));

        assertThat(seen.status()).isEqualTo(502);
        assertOuterWorkIsThere(seen);
        assertThat(String.join(", ", seen.headers().all("Vary"))).contains("Origin", "Accept");
    }

    @Test
    void itIsThereOnAPageOfTheDeadline() {
        downstream.behave(new Silence());

        RawResponse seen = ask(startBehindOuter(new StuckServlet(downstream.uri()), "timeout=300ms"), visit("/"));

        assertThat(seen.status()).isEqualTo(504);
        assertOuterWorkIsThere(seen);
    }

    private interface Fails {
        void asIfRefused() throws ConnectException;
    }

    /** What apps do to a response before their downstream fails them. */
    static Stream<Subject> meddling() {
        Fails fails = () -> {
            throw new ConnectException("Connection refused");
        };
        return Stream.of(
                (request, response) -> {
                    response.setHeader("X-Outer", "app");
                    response.setHeader("X-Many", "app");
                    response.addHeader("X-Many", "app");
                    response.setHeader("Vary", "Cookie");
                    response.addCookie(new Cookie("app", "1"));
                    fails.asIfRefused();
                },
                (request, response) -> {
                    response.setIntHeader("x-outer", 1);
                    response.addIntHeader("x-many", 3);
                    response.setDateHeader("X-App", 0);
                    response.setHeader("set-cookie", "app=1");
                    fails.asIfRefused();
                },
                (request, response) -> {
                    response.reset();
                    fails.asIfRefused();
                },
                (request, response) -> {
                    response.setHeader("X-Outer", "app");
                    response.reset();
                    response.setHeader("X-Many", "app");
                    response.sendError(503);
                },
                (request, response) -> {
                    response.setContentType("image/png");
                    response.setHeader("Content-Encoding", "gzip");
                    response.setContentLength(300);
                    response.getWriter().write("app");
                    fails.asIfRefused();
                });
    }

    @ParameterizedTest
    @MethodSource("meddling")
    void whatTheAppDidToItIsUndoneOnAPage(Subject app) {
        RawResponse seen = ask(startBehindOuter(app.asServlet(), "retry.max-attempts=1"), visit("/"));

        assertThat(seen.status()).isIn(502, 503);
        assertOuterWorkIsThere(seen);
        assertThat(seen.headers().has("X-App")).isFalse();
        assertThat(seen.headers().has("Content-Encoding")).isFalse();
        assertThat(seen.header("Content-Type")).startsWith("text/html");
        assertThat(seen.whole()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("meddling")
    void whatAnAttemptDidToItIsUndoneBeforeTheNext(Subject app) {
        AtomicInteger attempts = new AtomicInteger();
        Subject failsOnce = (request, response) -> {
            if (attempts.getAndIncrement() == 0) {
                app.serve(request, response);
            } else {
                response.getOutputStream().write(Bytes.utf8("calm").toArray());
            }
        };

        RawResponse seen = ask(startBehindOuter(failsOnce.asServlet(), "retry.on=unsent, 503"), visit("/"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().utf8()).isEqualTo("calm");
        assertOuterWorkIsThere(seen);
        assertThat(seen.headers().has("X-App")).isFalse();
        assertThat(seen.headers().has("Content-Encoding")).isFalse();
        assertThat(seen.headers().has("Content-Type")).isFalse();
    }

    @Test
    void theLastAttemptsOwnChangesGoOut() {
        AtomicInteger attempts = new AtomicInteger();
        Subject app = (request, response) -> {
            if (attempts.getAndIncrement() == 0) {
                throw new ConnectException("Connection refused");
            }
            response.setHeader("X-Outer", "app");
            response.addCookie(new Cookie("app", "1"));
        };

        RawResponse seen = ask(startBehindOuter(app.asServlet()), visit("/"));

        assertThat(seen.headers().all("X-Outer")).containsExactly("app");
        assertThat(cookies(seen)).containsExactly("first=1", "second=2", "app=1");
    }

    @Test
    void aSessionThatAFailedAttemptBeganReachesTheClient() {
        List<Object> seenByTheSecond = new CopyOnWriteArrayList<>();
        AtomicInteger attempts = new AtomicInteger();
        Subject app = (request, response) -> {
            if (attempts.getAndIncrement() == 0) {
                request.getSession().setAttribute("harbour", "calm");
                throw new ConnectException("Connection refused");
            }
            seenByTheSecond.add(request.getSession().getAttribute("harbour"));
            response.getOutputStream().print(request.getSession().getId());
        };

        RawResponse seen = ask(startBehindOuter(app.asServlet()), visit("/"));

        assertThat(seenByTheSecond).containsExactly("calm");
        assertThat(cookies(seen))
                .hasSize(3)
                .contains("first=1", "second=2")
                // Some containers add the name of the node to the cookie's value.
                .anyMatch(
                        cookie -> cookie.startsWith("JSESSIONID=" + seen.body().utf8()));
    }

    @Test
    void anEncodingSetOutsideSurvives() {
        AtomicInteger attempts = new AtomicInteger();
        Filter encoding = (request, response, chain) -> {
            response.setCharacterEncoding("UTF-8");
            chain.doFilter(request, response);
        };
        Subject app = (request, response) -> {
            if (attempts.getAndIncrement() == 0) {
                throw new ConnectException("Connection refused");
            }
            response.setContentType("text/plain");
            response.getWriter().write("härbour");
        };
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("encoding", encoding))
                .with(guard())
                .with(ServletEntry.of("/*", app.asServlet())));

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.header("Content-Type")).containsIgnoringCase("utf-8");
        assertThat(seen.body().utf8()).isEqualTo("härbour");
    }

    /** As wrappers do that remember for themselves what the app has taken. */
    @Test
    void anOuterWrapperThatKeepsToItsWriterGetsThePageByIt() {
        Filter outer = (request, response, chain) -> {
            HttpServletResponse inner = (HttpServletResponse) response;
            chain.doFilter(request, new HttpServletResponseWrapper(inner) {
                private boolean written;

                @Override
                public PrintWriter getWriter() throws IOException {
                    written = true;
                    return super.getWriter();
                }

                @Override
                public ServletOutputStream getOutputStream() throws IOException {
                    if (written) {
                        throw new IllegalStateException("getWriter() has been called");
                    }
                    return super.getOutputStream();
                }
            });
        };
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("outer", outer))
                .with(guard("timeout=300ms"))
                .with(ServletEntry.of(
                        "/*",
                        ((Subject) (request, response) -> {
                                    response.getWriter().print("to be dropped");
                                    if (request.getRequestURI().equals("/hangs")) {
                                        downstream.behave(new Silence());
                                        new ProxyServlet(downstream.uri()).service(request, response);
                                    }
                                    throw new ConnectException("refused");
                                })
                                .asServlet())));

        RawResponse thrown = ask(uri, visit("/"));
        RawResponse hung = ask(uri, visit("/hangs"));

        assertThat(thrown.status()).isEqualTo(502);
        assertThat(thrown.body().utf8()).contains("</html>").doesNotContain("to be dropped");
        assertThat(hung.status()).isEqualTo(504);
        assertThat(hung.body().utf8()).contains("</html>").doesNotContain("to be dropped");
    }
}
