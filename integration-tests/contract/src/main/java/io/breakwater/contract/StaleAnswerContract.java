package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.Answering;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.StuckServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.Silence;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An answer that was kept takes the place of the page, as it was written. */
@Promise("Stale")
public class StaleAnswerContract extends GuardedContract {

    private static final String ON = "stale.enabled=true";
    private static final String ONE_ATTEMPT = "retry.max-attempts=1";
    private static final String NO_BREAKER = "circuit-breaker.enabled=false";

    private final Answering app = new Answering();

    private URI start(String... more) {
        String[] all = {ON, ONE_ATTEMPT, NO_BREAKER};
        return start(app, Stream.of(all, more).flatMap(Stream::of).toArray(String[]::new));
    }

    private RawResponse down(URI uri, RawRequest request) {
        return ask(uri, request.with(Answering.DOWN, "1"));
    }

    private void assertGivenAsItWas(URI uri, String path) {
        RawResponse first = ask(uri, RawRequest.get(path));
        // What is long has been sent before the app is done.
        await().until(() -> down(uri, RawRequest.get(path)).status() == 200);
        RawResponse given = down(uri, RawRequest.get(path));

        assertThat(first.whole()).isTrue();
        assertThat(given.whole()).isTrue();
        assertThat(given.body()).as(path).isEqualTo(first.body());
        assertThat(given.headers().first("Content-Type"))
                .isEqualTo(first.headers().first("Content-Type"));
        assertThat(given.header("Content-Length"))
                .isEqualTo(String.valueOf(first.body().length()));
        assertThat(given.headers().has("Age")).isTrue();
    }

    private ExchangeReport failed() {
        await().until(() ->
                reports.all().stream().anyMatch(report -> report.fault().isPresent()));
        return reports.all().stream()
                .filter(report -> report.fault().isPresent())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itIsWhatTheAppWroteHoweverItWroteIt() {
        app.on("/bytes", (request, response) -> response.getOutputStream().write(new byte[] {0, 1, -1}));
        app.on("/declared", (request, response) -> {
            response.setContentLength(5);
            response.getOutputStream().write("whole".getBytes(StandardCharsets.US_ASCII));
        });
        app.on("/long", (request, response) -> {
            for (int i = 0; i < 20; i++) {
                response.getOutputStream().write(Bytes.filler(10_000).toArray());
            }
        });
        app.on("/utf8", (request, response) -> {
            response.setContentType("text/plain;charset=UTF-8");
            // A pair of surrogates in two writes.
            response.getWriter().write("größer \ud83d");
            response.getWriter().write("\ude80");
        });
        app.on("/latin1", (request, response) -> {
            response.setContentType("text/plain");
            response.setCharacterEncoding("ISO-8859-1");
            response.getWriter().print("größer");
        });
        app.on("/lines", (request, response) -> {
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().println("one");
            response.getWriter().println("two");
        });
        app.on("/printed", (request, response) -> response.getOutputStream().println("one"));
        app.on("/flushed", (request, response) -> {
            response.getWriter().write("one");
            response.flushBuffer();
            response.getWriter().write("two");
            response.getWriter().close();
        });
        app.on("/anew", (request, response) -> {
            response.getWriter().write("one");
            response.resetBuffer();
            response.getWriter().write("two");
        });
        URI uri = start();

        for (String path : new String[] {
            "/bytes", "/declared", "/long", "/utf8", "/latin1", "/lines", "/printed", "/flushed", "/anew"
        }) {
            assertGivenAsItWas(uri, path);
        }
    }

    @Test
    void itSaysWhereItComesFromAndHowOldItIs() {
        app.on(
                "/",
                200,
                "ETag: \"1\"",
                "Cache-Control: max-age=60",
                "Age: 100",
                "X-App: a",
                "Connection: X-Hop",
                "X-Hop: 1");
        URI uri = start();
        RawResponse first = ask(uri, visit("/"));

        RawResponse given = down(uri, visit("/"));

        assertThat(given.status()).isEqualTo(200);
        assertThat(given.body()).isEqualTo(first.body());
        assertThat(given.header("X-App")).isEqualTo("a");
        assertThat(given.headers().has("X-Hop")).isFalse();
        assertThat(given.header("ETag")).isEqualTo("\"1\"");
        assertThat(given.header("Cache-Control")).isEqualTo("max-age=60");
        assertThat(given.headers().all("Date")).hasSize(1);
        assertThat(Long.parseLong(given.header("Age"))).isBetween(100L, 160L);
        assertThat(given.header("Cache-Status")).matches("Breakwater; fwd=stale; ttl=-\\d+; detail=connection_refused");
        assertThat(given.header(ID)).isEqualTo(failed().correlationId()).isNotEqualTo(first.header(ID));
        assertThat(failed().ending()).isEqualTo(Ending.STORED);
        assertThat(failed().status()).isEqualTo(200);
        assertThat(failed().fault()).contains(Fault.CONNECTION_REFUSED);
    }

    @Test
    void anOpenBreakerGivesItWithoutAskingTheDownstream() {
        downstream.behave(Answer.ok("kept"));
        URI uri = start(
                new ProxyServlet(downstream.uri()),
                ON,
                ONE_ATTEMPT,
                "circuit-breaker.minimum-number-of-calls=2",
                "circuit-breaker.wait-duration-in-open-state=60s");
        assertThat(ask(uri, visit("/")).body().utf8()).isEqualTo("kept");
        downstream.behave(new Reset());
        await().until(() ->
                ask(uri, visit("/")).status() == 200 && route().breakerState().equals("OPEN"));

        RawResponse given = ask(uri, visit("/"));

        assertThat(given.status()).isEqualTo(200);
        assertThat(given.body().utf8()).isEqualTo("kept");
        assertThat(given.header("Cache-Status")).startsWith("Breakwater; hit; ttl=");
        assertThat(given.headers().has("Retry-After")).isFalse();
        assertThat(ask(uri, visit("/other")).status()).isEqualTo(503);
    }

    @Test
    void itIsGivenAtTheDeadlineWhileTheThreadIsStuck() {
        downstream.behave(Answer.ok("kept"));
        URI uri = start(GuardedApp.empty()
                .with(guard(ON, ONE_ATTEMPT, "timeout=1500ms"))
                .with(ServletEntry.of("/*", new StuckServlet(downstream.uri()))));
        RawResponse first = ask(uri, visit("/"));
        downstream.behave(new Silence());

        RawResponse given = ask(uri, visit("/"));

        assertThat(given.status()).isEqualTo(200);
        assertThat(given.whole()).isTrue();
        assertThat(given.body()).isEqualTo(first.body());
        assertThat(given.header("Connection")).isEqualToIgnoringCase("close");
        assertStillStuck();
        assertThat(failed().fault()).contains(Fault.RESPONSE_TIMEOUT);
        assertThat(failed().ending()).isEqualTo(Ending.STORED);
    }

    @Test
    void itTakesThePlaceOfAFailingAnswer() {
        app.on("/", 200);
        URI uri = start();
        ask(uri, RawRequest.get("/"));
        app.on("/", 503);

        RawResponse given = ask(uri, RawRequest.get("/").with("Accept", "application/json"));

        assertThat(given.status()).isEqualTo(200);
        assertThat(given.header("Cache-Status")).contains("fwd-status=503");
        app.on("/", Failing.bySendError(504));
        assertThat(ask(uri, RawRequest.get("/")).status()).isEqualTo(200);
    }

    @Test
    void theHeadIsThatOfTheStoredGet() {
        app.on("/", 200, "X-App: a");
        URI uri = start();
        ask(uri, RawRequest.get("/"));

        RawResponse given = down(uri, RawRequest.head("/"));

        assertThat(given.status()).isEqualTo(200);
        assertThat(given.header("X-App")).isEqualTo("a");
        assertThat(given.header("Content-Length")).isEqualTo("4");
        assertThat(given.body().length()).isZero();
    }

    @Test
    void whoHasItAlreadyIsToldSoAndTheConnectionGoesOn() {
        app.on("/tag", 200, "ETag: W/\"1\"", "X-App: a");
        app.on("/date", 200, "Last-Modified: Tue, 15 Nov 1994 12:45:26 GMT");
        URI uri = start();
        ask(uri, RawRequest.get("/tag"));
        ask(uri, RawRequest.get("/date"));

        RawClient client = connect(uri);
        RawResponse byTag = client.exchange(
                RawRequest.get("/tag").with("If-None-Match", "\"0\", \"1\"").with(Answering.DOWN, "1"));
        RawResponse byDate = client.exchange(RawRequest.get("/date")
                .with("If-Modified-Since", "Tue, 15 Nov 1994 12:45:26 GMT")
                .with(Answering.DOWN, "1"));
        RawResponse changed = client.exchange(
                RawRequest.get("/tag").with("If-None-Match", "\"0\"").with(Answering.DOWN, "1"));

        assertThat(byTag.status()).isEqualTo(304);
        assertThat(byTag.header("ETag")).isEqualTo("W/\"1\"");
        assertThat(byTag.headers().has("X-App")).isFalse();
        assertThat(byDate.status()).isEqualTo(304);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().utf8()).isEqualTo("body");
    }

    @Test
    void whatIsNotWholeOrTooLongIsNotKept() {
        app.on("/cut", Failing.midStreamReturning(BEYOND_ANY_BUFFER));
        app.on("/short", (request, response) -> {
            response.setContentLength(10);
            response.getOutputStream().print("short");
        });
        app.on("/long", (request, response) -> response.getOutputStream().write(new byte[2000]));
        app.on("/declared", (request, response) -> {
            response.setContentLength(2000);
            response.getOutputStream().write(new byte[2000]);
        });
        URI uri = start("stale.max-entry=1KB");

        for (String path : new String[] {"/cut", "/short", "/long", "/declared"}) {
            connectForShort(uri).exchange(RawRequest.get(path));
            assertThat(down(uri, RawRequest.get(path)).status()).as(path).isEqualTo(502);
        }
    }

    @Test
    void headersOfFiltersOutsideAreTheirOwn() {
        Filter outside = (request, response, chain) -> {
            ((HttpServletResponse) response).setHeader("X-Outer", String.valueOf(System.nanoTime()));
            chain.doFilter(request, response);
        };
        app.on("/", 200, "X-App: a");
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("outside", outside))
                .with(guard(ON, ONE_ATTEMPT))
                .with(ServletEntry.of("/*", app.asServlet())));
        RawResponse first = ask(uri, RawRequest.get("/"));

        RawResponse given = down(uri, RawRequest.get("/"));

        assertThat(given.header("X-App")).isEqualTo("a");
        assertThat(given.headers().all("X-Outer")).hasSize(1);
        assertThat(given.header("X-Outer")).isNotEqualTo(first.header("X-Outer"));
    }

    @Test
    void aForwardedRequestIsKeptUnderItsOwnName() {
        Subject forwards =
                (request, response) -> request.getRequestDispatcher("/target").forward(request, response);
        app.on("/", forwards);
        app.on("/target", 200);
        URI uri = start();
        assertThat(ask(uri, RawRequest.get("/")).body().utf8()).isEqualTo("body");

        // A forward ends the response before the guard knows.
        await().until(() -> down(uri, RawRequest.get("/")).status() == 200);
        assertThat(down(uri, RawRequest.get("/target")).status()).isEqualTo(502);
    }

    @Test
    void whatIsWrittenInvalidatesIt() {
        app.on("/", 200);
        URI uri = start();
        ask(uri, RawRequest.get("/"));
        ask(uri, RawRequest.post("/", "new"));

        assertThat(down(uri, RawRequest.get("/")).status()).isEqualTo(502);
    }

    @Test
    void theBannerIsInTheVisitorsLanguageWhereItIsSafe() {
        String html = "<!doctype html><html><body><p>gr\u00f6\u00dfer</p></body></html>";
        app.on("/safe", (request, response) -> {
            response.setContentType("text/html;charset=UTF-8");
            response.getWriter().write(html);
        });
        app.on("/unknown", (request, response) -> {
            response.setContentType("application/xhtml+xml;charset=UTF-8");
            response.getWriter().write(html);
        });
        URI uri = start("stale.banner=true");
        ask(uri, visit("/safe"));
        ask(uri, visit("/unknown"));

        RawResponse safe = down(uri, visit("/safe").with("Accept-Language", "he"));

        assertThat(safe.whole()).isTrue();
        assertThat(safe.body().utf8())
                .startsWith(
                        html.substring(0, html.indexOf("</body>")) + "<aside role=\"note\" lang=\"he\" dir=\"rtl\">")
                .endsWith("</aside></body></html>");
        assertThat(down(uri, visit("/unknown")).body().utf8()).isEqualTo(html);
    }
}
