package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.LateWriter;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Echo;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An app that is well is left as it is: its guarded self and its unguarded self look alike from outside. */
@Promise("Transparency")
public class TransparencyContract extends GuardedContract {
    private static final String FORWARD = "a forward";

    /** What the app would send or do by itself. */
    static Stream<Arguments> apps() {
        return Stream.of(
                app("text", Failing.not("härbour")),
                app("404 with a body", status(404, "not here")),
                app("500 with a body", status(500, "broken")),
                app("501", status(501, "")),
                app("204", (request, response) -> response.setStatus(204)),
                app("304", (request, response) -> {
                    response.setStatus(304);
                    response.setHeader("ETag", "\"1\"");
                }),
                app("sendError 404", Failing.bySendError(404)),
                app("sendError 500", Failing.bySendError(500)),
                app("sendError 400 after a body", (request, response) -> {
                    response.getWriter().write("to be dropped");
                    response.sendError(400);
                }),
                app("sendError 404 after a failing status with a body", (request, response) -> {
                    response.setStatus(503);
                    response.getWriter().write("to be dropped");
                    response.sendError(404);
                }),
                app("a failing status that is taken back", (request, response) -> {
                    response.setStatus(503);
                    response.getWriter().write("one ");
                    response.setStatus(200);
                    response.getWriter().write("two");
                }),
                app("503 that we keep out of", status(503, "down")),
                app("503 without a body", status(503, "")),
                app("sendError 503 that we keep out of", Failing.bySendError(503)),
                app("a redirect", (request, response) -> response.sendRedirect("/elsewhere?a=b")),
                app("a relative redirect", (request, response) -> response.sendRedirect("next")),
                app("cookies and headers", TransparencyContract::cookiesAndHeaders),
                app("reset and begun anew", (request, response) -> {
                    cookiesAndHeaders(request, response);
                    response.reset();
                    response.setContentType("text/html;charset=iso-8859-15");
                    response.getWriter().write("10 €");
                }),
                app("resetBuffer", (request, response) -> {
                    response.getOutputStream().print("to be dropped");
                    response.resetBuffer();
                    response.getOutputStream().print("kept");
                }),
                app("a long body", (request, response) -> {
                    // An unread request would have a server end the connection, at times before the answer is through.
                    request.getInputStream().readAllBytes();
                    response.getOutputStream()
                            .write(Bytes.filler(BEYOND_ANY_BUFFER).toArray());
                }),
                app("a long body with its length", (request, response) -> {
                    request.getInputStream().readAllBytes();
                    response.setContentLength(BEYOND_ANY_BUFFER);
                    response.getOutputStream()
                            .write(Bytes.filler(BEYOND_ANY_BUFFER).toArray());
                }),
                app("byte by byte", (request, response) -> {
                    for (int i = 0; i < 1000; i++) {
                        response.getOutputStream().write('a' + i % 26);
                    }
                }),
                app("closed by the app", (request, response) -> {
                    response.getWriter().println("closed");
                    response.getWriter().close();
                }),
                app("nothing at all", (request, response) -> {}),
                app("a bug", Failing.byBug()),
                app("a bug after some body", (request, response) -> {
                    response.getWriter().write("to be dropped");
                    throw new IllegalStateException("a bug");
                }),
                app("an unhandled IOException", Failing.byThrowing(new IOException("disk full"))),
                app("the length of a body that HEAD does not get", (request, response) -> {
                    response.setContentLength(4);
                    if (!request.getMethod().equals("HEAD")) {
                        response.getOutputStream().print("calm");
                    }
                }),
                app(FORWARD, (request, response) -> request.getRequestDispatcher("/target")
                        .forward(request, response)),
                app("an include", (request, response) -> {
                    response.getWriter().write("before ");
                    request.getRequestDispatcher("/target").include(request, response);
                    response.getWriter().write(" after");
                }),
                app("what the request says", (request, response) -> {
                    response.setContentType("text/plain;charset=utf-8");
                    response.getWriter()
                            .write(request.getMethod()
                                    + request.getParameter("a")
                                    + request.getHeader("Accept")
                                    + request.getCharacterEncoding()
                                    + request.getContentLength()
                                    + request.getLocale()
                                    + request.isAsyncSupported());
                }),
                app("the body by characters", (request, response) -> {
                    response.setContentType("text/plain;charset=utf-8");
                    response.getWriter()
                            .write(String.valueOf(request.getReader().readLine()));
                }),
                app("the body by bytes", (request, response) -> response.getOutputStream()
                        .write(request.getInputStream().readAllBytes())));
    }

    /** What keeps the guard from replacing what an app says itself. */
    protected String[] keptOut() {
        return new String[] {"page.replace=never"};
    }

    private static Arguments app(String name, Subject subject) {
        return Arguments.of(name, subject);
    }

    private static Subject status(int status, String body) {
        return (request, response) -> {
            response.setStatus(status);
            response.setContentType("text/plain");
            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        };
    }

    private static void cookiesAndHeaders(Object request, HttpServletResponse response) {
        response.addCookie(new Cookie("a", "1"));
        response.addCookie(new Cookie("b", "2"));
        response.addHeader("X-Many", "1");
        response.addIntHeader("X-Many", 2);
        response.setDateHeader("Last-Modified", 0);
        response.setLocale(Locale.FRENCH);
        response.setHeader("Cache-Control", "max-age=60");
        response.setCharacterEncoding("utf-8");
        response.setContentType("text/plain");
        assertThat(response.containsHeader("X-Many")).isTrue();
        assertThat(response.getHeaders("X-Many")).containsExactly("1", "2");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("apps")
    void aGuardedAppAnswersAsTheUnguardedOne(String name, Subject subject) {
        URI uri = start(GuardedApp.empty()
                // A container's own page for exceptions shows the stack, which is longer by our filter.
                .withErrorPage(500, "/target")
                .with(guard(keptOut()).at("/guarded/*"))
                .with(ServletEntry.of("/target", Failing.not("target").asServlet()))
                .with(ServletEntry.of("/guarded/*", subject.asServlet()))
                .with(ServletEntry.of("/alone__/*", subject.asServlet())));

        for (RawRequest request : new RawRequest[] {
            RawRequest.get("/app?a=b").with("Accept", "text/html").with("Accept-Language", "fr"),
            RawRequest.head("/app"),
            RawRequest.post("/app", "{\"härbour\": 1}").with("Content-Type", "application/json"),
            RawRequest.post("/app", "a=härbour").with("Content-Type", "text/plain;charset=utf-8")
        }) {
            boolean framed = !(name.equals(FORWARD) && deviates(Deviation.FORWARD_FLUSHES_A_WRAPPED_RESPONSE));
            assertThat(outside(uri, "/guarded", request, framed))
                    .as(request.method())
                    .isEqualTo(outside(uri, "/alone__", request, framed));
        }
        assertThat(reports.all())
                .allSatisfy(report -> assertThat(report.ending()).isEqualTo(Ending.RELEASED));
    }

    private String outside(URI uri, String at, RawRequest request, boolean framed) {
        RawResponse seen =
                ask(uri, new RawRequest(request.method(), at + request.target(), request.headers(), request.body()));
        return VisibleResponse.of(seen, framed).replace("/guarded", "/alone__");
    }

    @Test
    void largeBodiesPassBothWaysByteByByte() {
        downstream.behave(new Echo());
        URI uri = start(new ProxyServlet(downstream.uri()));
        Bytes body = Bytes.filler(900_000);

        RawResponse seen = ask(uri, RawRequest.of("POST", "/", body));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body()).isEqualTo(body);
    }

    @Test
    void whatTheAppFlushesArrivesBeforeItGoesOn() throws Exception {
        LateWriter rest = new LateWriter("rest");
        Subject streams = (request, response) -> {
            response.getOutputStream().print("first");
            response.flushBuffer();
            rest.serve(request, response);
        };
        RawClient client = connect(start(streams)).send(visit("/"));
        rest.awaitArrival();

        client.receiveUntil("first");

        rest.letGo();
        client.receiveUntil("rest");
    }

    @Test
    void aKeptConnectionServesRequestAfterRequest() {
        downstream.behave(Answer.ok("calm"));
        RawClient client = connect(start(new ProxyServlet(downstream.uri())));

        for (int i = 0; i < 20; i++) {
            assertThat(client.exchange(visit("/")).body().utf8()).isEqualTo("calm");
        }
        assertThat(client.exchange(RawRequest.head("/")).header("Content-Length"))
                .isEqualTo("4");
        assertThat(client.exchange(RawRequest.post("/", "x")).status()).isEqualTo(200);
    }

    @Test
    void aClientThatWaitsForLeaveToSendItsBodyGetsIt() {
        downstream.behave(new Echo());
        RawClient client = connect(start(new ProxyServlet(downstream.uri())));
        RawRequest upload = RawRequest.post("/", "42 crowns").with("Expect", "100-continue");

        client.sendHead(upload);
        assertThat(client.receiveHead()).startsWith("HTTP/1.1 100");

        assertThat(client.sendBytes(upload.body()).receive().body().utf8()).isEqualTo("42 crowns");
    }
}
