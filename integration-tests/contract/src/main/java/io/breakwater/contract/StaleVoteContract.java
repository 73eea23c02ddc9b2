package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.app.Gate;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.downstream.Bytes;
import io.breakwater.observe.BreakerTransition;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only trials decide about a half-open breaker, and no call from before it opened is one. */
@Promise("StaleVote")
public class StaleVoteContract extends EitherWayContract {
    private static final int TRIALS = 3;
    private static final int OLD = 6;

    private static final String[] SETTINGS = {
        "retry.max-attempts=1",
        "circuit-breaker.minimum-number-of-calls=1",
        "circuit-breaker.permitted-number-of-calls-in-half-open-state=" + TRIALS,
        "circuit-breaker.wait-duration-in-open-state=100ms",
        "circuit-breaker.max-wait-duration-in-open-state=100ms"
    };

    private final AtomicInteger old = new AtomicInteger();
    private final AtomicInteger trials = new AtomicInteger();
    private final Gate endOld = new Gate();
    private final Gate endTrials = new Gate();

    @AfterEach
    void letGo() {
        endOld.open();
        endTrials.open();
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getRequestURI()) {
            case "/fails" -> response.sendError(502);
            case "/old/fails" -> {
                old.incrementAndGet();
                endOld.pass();
                response.sendError(502);
            }
            case "/old/answers" -> {
                old.incrementAndGet();
                endOld.pass();
            }
            case "/old/leaves" -> {
                old.incrementAndGet();
                request.getInputStream().readAllBytes();
            }
            case "/trial" -> {
                trials.incrementAndGet();
                endTrials.pass();
            }
            default -> response.getWriter().write("well");
        }
    }

    /** Calls get in, then the breaker opens, then it lets a first trial through. */
    private List<RawClient> halfOpenAfter(URI uri, RawRequest oldCall) {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < OLD; i++) {
            clients.add(connect(uri).send(oldCall));
        }
        await().until(() -> old.get() == OLD);
        assertThat(ask(uri, visit("/fails")).status()).isEqualTo(502);
        reports.await(1);
        assertThat(route().breakerState()).isEqualTo("OPEN");
        await().until(() -> {
            int before = reports.all().size();
            connect(uri).send(visit("/trial"));
            await().until(() -> trials.get() == 1 || reports.all().size() > before);
            return route().breakerState().equals("HALF_OPEN");
        });
        return clients;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/old/fails", "/old/answers"})
    void whatACallFromBeforeCameToIsNoTrial(String path) {
        URI uri = startApp(this::serve, SETTINGS);
        halfOpenAfter(uri, visit(path));
        int before = reports.all().size();

        endOld.open();
        reports.await(before + OLD);

        assertThat(route().breakerState()).isEqualTo("HALF_OPEN");
        endTrials.open();
        await().until(() ->
                ask(uri, visit("/")).status() == 200 && route().breakerState().equals("CLOSED"));
        await().untilAsserted(() -> assertThat(reports.transitions())
                .extracting(BreakerTransition::to)
                .containsExactly("OPEN", "HALF_OPEN", "CLOSED"));
    }

    @Test
    void aCallFromBeforeThatComesToNothingGivesNoTrialBack() {
        URI uri = startApp(this::serve, SETTINGS);
        RawRequest half = new RawRequest(
                "POST",
                "/old/leaves",
                RawRequest.of("POST", "/", Bytes.filler(20)).headers(),
                Bytes.filler(10));
        List<RawClient> clients = halfOpenAfter(uri, half);
        int before = reports.all().size();
        clients.forEach(RawClient::hangUp);
        reports.await(before + OLD);
        assertThat(route().breakerState()).isEqualTo("HALF_OPEN");

        int visits = TRIALS + OLD;
        int ended = reports.all().size();
        for (int i = 1; i < visits; i++) {
            connect(uri).send(visit("/trial"));
        }

        await().until(() -> trials.get() + reports.all().size() - ended >= visits);
        assertThat(trials).hasValue(TRIALS);
        endTrials.open();
        await().until(() -> route().breakerState().equals("CLOSED"));
    }
}
