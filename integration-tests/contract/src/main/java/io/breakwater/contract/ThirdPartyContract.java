package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.client.Ending;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Behaviour;
import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.CloseUnanswered;
import io.breakwater.downstream.CutShort;
import io.breakwater.downstream.Echo;
import io.breakwater.downstream.Malformed;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.Silence;
import io.breakwater.fault.Fault;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mitre.dsmiley.httpproxy.ProxyServlet;

/**
 * A proxy servlet of somebody else's, over an HTTP client of somebody else's: behind the guard it gives what it gives behind a
 * filter that only wraps, and a page where its downstream fails it.
 */
@Promise("ThirdParty")
public class ThirdPartyContract extends GuardedContract {
    private static final String ANY = "/any";

    private Servlet proxy() {
        Map<String, String> params = Map.of(
                ProxyServlet.P_TARGET_URI, downstream.uri().toString(),
                ProxyServlet.P_HANDLEREDIRECTS, "false",
                ProxyServlet.P_PRESERVEHOST, "true");
        return new ProxyServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected @Nullable String getConfigParam(String key) {
                return params.get(key);
            }
        };
    }

    private static Filter wrapping() {
        return (request, response, chain) -> chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request),
                new HttpServletResponseWrapper((HttpServletResponse) response));
    }

    private URI startBoth(String... settings) {
        return start(GuardedApp.empty()
                .with(FilterEntry.of("wrapping", wrapping()).at("/alone__/*"))
                .with(guard(settings).at("/guarded/*"))
                .with(named("alone__"))
                .with(named("guarded")));
    }

    /** It puts its servlet's name into the names of cookies. */
    private ServletEntry named(String name) {
        return new ServletEntry(name, proxy(), List.of("/" + name + "/*"), false, false, false);
    }

    static Stream<Arguments> healthy() {
        RawRequest get = RawRequest.get(ANY).with("Accept", BROWSER);
        Answer text = Answer.ok("härbour");
        return Stream.of(
                Arguments.of("GET", get, text),
                Arguments.of("HEAD", RawRequest.head(ANY), text),
                Arguments.of("POST", RawRequest.post(ANY, "42 crowns"), new Echo()),
                Arguments.of("a query", RawRequest.get(ANY + "?a=b%20c"), text),
                Arguments.of("a redirect", get, Answer.status(302).with("Location", "/elsewhere")),
                Arguments.of(
                        "cookies", get, text.with("Set-Cookie", "a=1; Path=/").with("Set-Cookie", "b=2")),
                Arguments.of("a cookie back", get.with("Cookie", "a=1"), text),
                Arguments.of("a large answer", get, Answer.ok("x".repeat(BEYOND_ANY_BUFFER))),
                Arguments.of("a large upload", RawRequest.of("POST", ANY, Bytes.filler(BEYOND_ANY_BUFFER)), new Echo()),
                Arguments.of(
                        "chunks", get, Answer.ok("y".repeat(BEYOND_ANY_BUFFER)).inChunks()),
                Arguments.of("404", get, Answer.status(404).body(Bytes.utf8("not here"))),
                Arguments.of("500", get, Answer.status(500).body(Bytes.utf8("broken"))),
                Arguments.of("204", get, Answer.status(204)),
                Arguments.of(
                        "not modified",
                        get.with("If-None-Match", "\"1\""),
                        Answer.status(304).with("ETag", "\"1\"")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("healthy")
    void itAnswersAsBehindAFilterThatOnlyWraps(String name, RawRequest request, Behaviour behaviour) {
        downstream.behave(behaviour);
        URI uri = startBoth();

        RawResponse guarded = ask(uri, under("/guarded", request));

        assertThat(VisibleResponse.of(guarded, true).replace("guarded", "alone__"))
                .isEqualTo(VisibleResponse.of(ask(uri, under("/alone__", request)), true));
        assertThat(downstream.requests()).isEqualTo(2);
    }

    private static RawRequest under(String path, RawRequest request) {
        return new RawRequest(request.method(), path + request.target(), request.headers(), request.body());
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("refuses", new Refuse(), 502),
                Arguments.of("resets", new Reset(), 502),
                // A header section that ends short is whole to its client, a version 4 of Apache's.
                Arguments.of("is cut short", CutShort.CONTENT_LENGTH_BY_FIN, 502),
                Arguments.of("closes unanswered", new CloseUnanswered(), 502),
                Arguments.of("talks garbage", Malformed.SSH_BANNER, 502),
                Arguments.of("garbles a chunk", Malformed.BAD_CHUNK_SIZE, 502),
                Arguments.of("is silent", new Silence(), 504),
                Arguments.of("says 503", Answer.status(503), 503));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void thePageIsServedWhenTheDownstream(String name, Behaviour behaviour, int status) {
        downstream.behave(behaviour);
        URI uri = startBoth("timeout=2s");

        RawResponse seen = ask(uri, visit("/guarded" + ANY));

        assertThat(seen.status()).isEqualTo(status);
        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().utf8()).contains("</html>").contains(seen.header(ID));
    }

    /** It flushes each chunk, so the start is out by then. */
    @Test
    void anAnswerCutShortInAChunkIsSeenToBeBroken() {
        downstream.behave(CutShort.CHUNKED_BY_FIN);

        RawResponse seen = ask(startBoth(), visit("/guarded" + ANY));

        assertThat(seen.ending()).isIn(Ending.CUT_BY_FIN, Ending.CUT_BY_RST);
        assertThat(reports.only().fault()).contains(Fault.RESPONSE_INCOMPLETE);
    }
}
