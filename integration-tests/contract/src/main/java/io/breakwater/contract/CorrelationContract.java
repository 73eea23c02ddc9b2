package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.CorrelationIdFilter;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.InTurn;
import io.breakwater.downstream.Reset;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** One id everywhere: response, page, log, log context, and on the way to the downstream. */
@Promise("Correlation")
public class CorrelationContract extends GuardedContract {
    private static final String GIVEN = "harbour-7.of~sea_1";
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

    private final BlockingQueue<Map<String, String>> contexts = new LinkedBlockingQueue<>();

    private Subject noting(Subject app) {
        return (request, response) -> {
            contexts.add(context());
            app.serve(request, response);
        };
    }

    private static Map<String, String> context() {
        return Optional.ofNullable(MDC.getCopyOfContextMap()).orElse(Map.of());
    }

    @Test
    void anIncomingIdIsTakenEverywhere() {
        downstream.behave(new Reset());
        URI uri = start(noting(new ProxyServlet(downstream.uri())::service));
        try (LogLines lines = LogLines.of("io.breakwater.exchange")) {
            RawResponse seen = ask(uri, visit("/").with(ID, GIVEN));

            assertThat(seen.headers().all(ID)).containsExactly(GIVEN);
            assertThat(seen.body().utf8()).contains(GIVEN);
            await().untilAsserted(() -> assertThat(lines.events()).anySatisfy(line -> {
                assertThat(line.getFormattedMessage()).contains("correlationId=" + GIVEN);
                assertThat(line.getMDCPropertyMap()).containsEntry("correlationId", GIVEN);
            }));
        }
        assertThat(contexts).hasSize(2).allSatisfy(context -> assertThat(context)
                .containsEntry("correlationId", GIVEN));
        assertThat(downstream.received())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.headers().all(ID)).containsExactly(GIVEN));
        assertThat(reports.only().correlationId()).isEqualTo(GIVEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "<script>alert(1)</script>",
                "id with blanks",
                "id=forged status=200",
                "${jndi:ldap://x}"
            })
    void aHostileIdIsReplaced(String hostile) {
        downstream.behave(new Reset());
        URI uri = start(new ProxyServlet(downstream.uri()));

        RawResponse seen = ask(uri, visit("/").with(ID, hostile));

        assertThat(seen.header(ID)).matches("[a-z0-9-]{19}");
        assertThat(seen.body().utf8()).contains(seen.header(ID)).doesNotContain(hostile);
        assertThat(downstream.received())
                .allSatisfy(request -> assertThat(request.headers().all(ID)).containsExactly(seen.header(ID)));
    }

    @Test
    void anIdLongerThanAnybodyNeedsIsReplaced() {
        URI uri = start(Failing.not("well"));

        assertThat(ask(uri, visit("/").with(ID, "x".repeat(128))).header(ID)).hasSize(128);
        assertThat(ask(uri, visit("/").with(ID, "x".repeat(129))).header(ID)).hasSize(19);
    }

    @Test
    void aRequestWithoutOneGetsOneOfItsOwn() {
        URI uri = start(new ProxyServlet(downstream.uri()));

        String first = ask(uri, visit("/")).header(ID);
        String second = ask(uri, visit("/")).header(ID);

        assertThat(first).isNotEqualTo(second);
        assertThat(downstream.received())
                .extracting(request -> request.headers().all(ID))
                .containsExactly(List.of(first), List.of(second));
    }

    @Test
    void theAppSeesTheIdHoweverItLooks() {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        Subject looks = (request, response) -> {
            seen.add(String.valueOf(request.getHeader("x-request-id")));
            seen.addAll(Collections.list(request.getHeaders("X-REQUEST-ID")));
            seen.addAll(idNames(request));
        };
        URI uri = start(looks);

        String made = ask(uri, visit("/")).header(ID);
        assertThat(seen).containsExactly(made, made, ID);

        seen.clear();
        String replaced = ask(uri, visit("/").with("x-request-id", "<1>").with("x-request-id", "<2>"))
                .header(ID);
        assertThat(seen).containsExactly(replaced, replaced, "x-request-id");
    }

    private static List<String> idNames(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .filter(ID::equalsIgnoreCase)
                .toList();
    }

    @Test
    void anIdThatTheDownstreamAnswersWithDoesNotCompete() {
        downstream.behave(Answer.ok("calm").with(ID, "the-downstreams-own"));
        URI uri = start(new ProxyServlet(downstream.uri()));

        RawResponse seen = ask(uri, visit("/").with(ID, GIVEN));

        assertThat(seen.headers().all(ID)).containsExactly(GIVEN);
    }

    @Test
    void theAppCanNotLoseTheId() {
        Subject resets = (request, response) -> {
            response.setHeader(ID, "overwritten");
            response.reset();
            response.getWriter().write("well");
        };

        assertThat(ask(start(resets), visit("/").with(ID, GIVEN)).headers().all(ID))
                .containsExactly(GIVEN);
    }

    @Test
    void theIdIsTheSameInEachAttemptAndInTheEnd() {
        downstream.behave(InTurn.inTurn(new Reset(), Answer.ok("calm")));
        URI uri = start(noting(new ProxyServlet(downstream.uri())::service));

        String id = ask(uri, visit("/")).header(ID);

        assertThat(contexts).hasSize(2).allSatisfy(context -> assertThat(context)
                .containsEntry("correlationId", id));
        assertThat(downstream.received())
                .allSatisfy(request -> assertThat(request.headers().all(ID)).containsExactly(id));
    }

    @Test
    void theTraceIdOfAValidTraceparentIsInTheLogContext() throws Exception {
        URI uri = start(noting(Failing.not("well")));

        ask(uri, visit("/").with("traceparent", TRACEPARENT));
        assertThat(contexts.poll(5, TimeUnit.SECONDS)).containsEntry("traceId", TRACE_ID);

        for (String invalid : List.of("00-xyz-1-01", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01", "")) {
            ask(uri, visit("/").with("traceparent", invalid));
            assertThat(contexts.poll(5, TimeUnit.SECONDS)).doesNotContainKey("traceId");
        }
    }

    @Test
    void theLogContextIsCleanAfterwards() throws Exception {
        downstream.behave(new Reset());
        Filter outer = (request, response, chain) -> {
            MDC.put("tenant", "harbour");
            try {
                chain.doFilter(request, response);
            } finally {
                contexts.add(context());
                MDC.remove("tenant");
            }
        };
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("outer", outer))
                .with(guard())
                .with(ServletEntry.of("/bug", Failing.byBug().asServlet()))
                .with(ServletEntry.of("/*", new ProxyServlet(downstream.uri()))));

        for (String path : List.of("/page", "/bug")) {
            ask(uri, visit(path).with("traceparent", TRACEPARENT));
            assertThat(contexts.poll(5, TimeUnit.SECONDS)).isEqualTo(Map.of("tenant", "harbour"));
        }
    }

    @Test
    void theOuterFilterAndTheGuardShareOneId() throws Exception {
        downstream.behave(new Reset());
        Filter between = (request, response, chain) -> {
            contexts.add(context());
            chain.doFilter(request, response);
            contexts.add(context());
        };
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("correlation", CorrelationIdFilter.class))
                .with(FilterEntry.of("between", between))
                .with(guard())
                .with(ServletEntry.of("/*", new ProxyServlet(downstream.uri()))));

        RawResponse seen = ask(uri, visit("/"));

        String id = seen.header(ID);
        assertThat(seen.headers().all(ID)).hasSize(1);
        assertThat(seen.body().utf8()).contains(id);
        assertThat(contexts.poll(5, TimeUnit.SECONDS)).containsEntry("correlationId", id);
        assertThat(contexts.poll(5, TimeUnit.SECONDS)).containsEntry("correlationId", id);
        assertThat(downstream.received())
                .allSatisfy(request -> assertThat(request.headers().all(ID)).containsExactly(id));
    }

    @Test
    void anErrorPageOfTheAppHasTheIdOfTheOuterFilter() throws Exception {
        URI uri = start(GuardedApp.empty()
                .withErrorPage(500, "/sorry")
                .with(FilterEntry.of("correlation", CorrelationIdFilter.class)
                        .forDispatches(DispatcherType.REQUEST, DispatcherType.ERROR))
                .with(guard())
                .with(ServletEntry.of("/bug", Failing.byBug().asServlet()))
                .with(ServletEntry.of(
                        "/sorry",
                        noting((request, response) -> response.getWriter().write(String.valueOf(request.getHeader(ID))))
                                .asServlet())));

        RawResponse seen = ask(uri, visit("/bug"));

        assertThat(seen.status()).isEqualTo(500);
        assertThat(seen.body().utf8()).isEqualTo(seen.header(ID));
        assertThat(contexts.poll(5, TimeUnit.SECONDS)).containsEntry("correlationId", seen.header(ID));
    }

    @Test
    void theHeaderCanHaveAnotherName() {
        URI uri = start(new ProxyServlet(downstream.uri()), "correlation.header=X-Correlation-ID");

        RawResponse seen = ask(uri, RawRequest.get("/").with("X-Correlation-ID", GIVEN));

        assertThat(seen.headers().all("X-Correlation-ID")).containsExactly(GIVEN);
        assertThat(seen.headers().has(ID)).isFalse();
        assertThat(downstream.received().get(0).headers().all("X-Correlation-ID"))
                .containsExactly(GIVEN);
    }
}
