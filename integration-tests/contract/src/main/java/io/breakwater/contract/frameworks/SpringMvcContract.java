package io.breakwater.contract.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.AsyncContract;
import io.breakwater.contract.FilterEntry;
import io.breakwater.contract.GuardedApp;
import io.breakwater.contract.ServletEntry;
import io.breakwater.contract.app.LateWriter;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport.Ending;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.DispatcherServlet;

/** Spring MVC's ways to answer later, behind the guard. */
public class SpringMvcContract extends AsyncContract {
    @BeforeEach
    void forgetAttempts() {
        SpringMvcApp.ATTEMPTS.set(0);
    }

    private URI startSpring(String... settings) {
        AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
        context.register(SpringMvcApp.class);
        return startAsync(new DispatcherServlet(context), settings);
    }

    @Test
    void whatIsComputedLaterIsAnswered() {
        URI uri = startSpring("concurrency.max=1");

        for (String path : List.of("/callable", "/deferred", "/stream")) {
            assertThat(ask(uri, RawRequest.get(path)).body().utf8()).isEqualTo("calm");
            // It may be given back a moment after the client has the last byte.
            await().untilAsserted(
                            () -> assertThat(route().availableConcurrency()).hasValue(1));
        }

        assertThat(reports.await(3))
                .allSatisfy(report -> assertThat(report.ending()).isEqualTo(Ending.RELEASED));
    }

    @Test
    void theIdIsInTheLogContextOfTheDispatchThatAnswers() {
        RawResponse seen = ask(startSpring(), RawRequest.get("/callable"));

        assertThat(seen.header("X-Logged-REQUEST")).isEqualTo(seen.header(ID));
        assertThat(seen.header("X-Logged-ASYNC")).isEqualTo(seen.header(ID));
    }

    @Test
    void aRefusalIsMendedByASecondAttempt() {
        URI uri = startSpring();

        assertThat(ask(uri, visit("/callable/refused-once")).body().utf8()).isEqualTo("calm");
        SpringMvcApp.ATTEMPTS.set(0);
        assertThat(ask(uri, visit("/deferred/refused-once")).body().utf8()).isEqualTo("calm");

        assertThat(reports.await(2))
                .allSatisfy(report -> assertThat(report.attempts()).isEqualTo(2));
    }

    @Test
    void aFailureThatStaysIsThePage() {
        URI uri = startSpring("circuit-breaker.enabled=false");

        for (String path : new String[] {"/callable/refused", "/deferred/refused", "/stream/refused"}) {
            RawResponse seen = ask(uri, visit(path));
            assertThat(seen.status()).as(path).isEqualTo(502);
            assertThat(seen.header("Content-Type")).as(path).startsWith("text/html");
        }

        assertThat(reports.await(3))
                .allSatisfy(report -> assertThat(report.fault()).contains(Fault.CONNECTION_REFUSED));
    }

    @Test
    void nobodyAnsweringIsThePageAtTheDeadline() {
        RawResponse seen = ask(startSpring("timeout=400ms"), visit("/deferred/never"));

        assertThat(seen.status()).isEqualTo(504);
        assertThat(reports.only().fault()).contains(Fault.RESPONSE_TIMEOUT);
    }

    @Test
    void aStreamThatFailsHalfwayIsSeenToBeBroken() {
        RawResponse seen = ask(startSpring(), visit("/stream/cut"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.whole()).isFalse();
        assertThat(reports.only().ending()).isEqualTo(Ending.ABORTED);
    }

    @Test
    void aClientThatHangsUpIsNoFailureOfTheDownstream() {
        RawClient client = connect(startSpring()).send(visit("/stream/endless"));
        client.receiveSome(1000);

        client.hangUpHard();

        assertThat(reports.only().ending()).isEqualTo(Ending.CLIENT_GONE);
    }

    /** It holds every response back until the chain has returned. */
    @Test
    void thePageAtTheDeadlineDoesNotWaitForTheShallowEtagFilter() throws Exception {
        LateWriter app = new LateWriter("late");
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("etag", new ShallowEtagHeaderFilter()))
                .with(guard("timeout=300ms", "timeout-interrupt=false"))
                .with(ServletEntry.of("/*", app.asServlet())));

        RawResponse seen = connect(uri).exchange(visit("/"));

        assertThat(seen.status()).isEqualTo(504);
        assertThat(seen.body().utf8()).contains("</html>");
        app.awaitArrival();
        app.letGo();
    }
}
