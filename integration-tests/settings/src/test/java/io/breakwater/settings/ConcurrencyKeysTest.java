package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.contract.GuardedContract;
import io.breakwater.contract.app.Gate;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.internal.config.Priority;
import io.breakwater.internal.policy.ConcurrencyPermit;
import io.breakwater.internal.policy.PlaceEnd;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each key of {@code concurrency} and {@code priority} changes. */
final class ConcurrencyKeysTest extends GuardedContract {
    private static final String AUTO = "concurrency.max=auto";

    private final Gate gate = new Gate();

    @Test
    @Shows("concurrency.max")
    void max() {
        assertThat(entered(Decisions.by("concurrency.max=1"), Priority.NORMAL, 20))
                .isEqualTo(1);
        assertThat(entered(Decisions.by("concurrency.max=2"), Priority.NORMAL, 20))
                .isEqualTo(2);
        assertThat(entered(Decisions.by(AUTO), Priority.NORMAL, 20)).isEqualTo(20);
    }

    @Test
    @Shows("concurrency.min")
    void min() {
        assertThat(enteredOnceDead("concurrency.min=3")).isEqualTo(3);
        assertThat(enteredOnceDead("concurrency.min=7")).isEqualTo(7);
    }

    /** How many are let in at once by a limit that has learned of a dead downstream. */
    private static int enteredOnceDead(String setting) {
        Decisions decisions = Decisions.by(AUTO, setting);
        List<ConcurrencyPermit> stuck = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            stuck.add(decisions.policy().tryAcquireConcurrencyPermit(any(Priority.NORMAL), decisions.nowNanos()));
        }
        decisions.advance(Duration.ofSeconds(10));
        stuck.forEach(permit -> permit.release(PlaceEnd.TIMED_OUT, 0, decisions.nowNanos()));
        decisions.advance(Duration.ofSeconds(1));
        return entered(decisions, Priority.NORMAL, 20);
    }

    @Test
    @Shows("concurrency.share")
    void share() {
        assertThat(enteredOfTenThreads(Priority.NORMAL, "concurrency.share=60%"))
                .isEqualTo(6);
        assertThat(enteredOfTenThreads(Priority.NORMAL, "concurrency.share=20%"))
                .isEqualTo(2);
    }

    @Test
    @Shows("priority")
    void priority() {
        assertThat(enteredOfTenThreads(Priority.LOW, "concurrency.share=90%", "priority=low"))
                .isEqualTo(6);
        assertThat(enteredOfTenThreads(Priority.NORMAL, "concurrency.share=90%", "priority=normal"))
                .isEqualTo(9);
    }

    private static int enteredOfTenThreads(Priority priority, String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add(AUTO);
        Decisions decisions = Decisions.by(settings.toArray(String[]::new));
        decisions.haveThreads(10);
        int entered = 0;
        for (int i = 0; i < 10; i++) {
            entered += decisions.policy().admitExchange(any(priority), decisions.nowNanos()) != null ? 1 : 0;
        }
        return entered;
    }

    private static int entered(Decisions decisions, Priority priority, int asking) {
        int entered = 0;
        for (int i = 0; i < asking; i++) {
            boolean in = decisions.policy().tryAcquireConcurrencyPermit(any(priority), decisions.nowNanos()) != null;
            entered += in ? 1 : 0;
        }
        return entered;
    }

    private static Decisions.AnyExchange any(Priority priority) {
        return new Decisions.AnyExchange(priority);
    }

    @Test
    @Shows("priority.header")
    void priorityHeader() {
        assertThat(statusBesideOneThatHolds("/other", "priority.header=X-Priority"))
                .isEqualTo(503);
        assertThat(statusBesideOneThatHolds("/other", "priority.header=X-Other"))
                .isEqualTo(200);
    }

    @Test
    @Shows("priority.health")
    void health() {
        assertThat(statusBesideOneThatHolds("/up", "priority.header=X-Priority", "priority.health=/up"))
                .isEqualTo(200);
        assertThat(statusBesideOneThatHolds("/up", "priority.header=X-Priority", "priority.health=none"))
                .isEqualTo(503);
    }

    /** Of a request of low priority, where one of two places is taken. */
    private int statusBesideOneThatHolds(String path, String... more) {
        Subject app = (request, response) -> {
            if (request.getRequestURI().equals("/hold")) {
                gate.pass();
            }
        };
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add("concurrency.max=3");
        URI uri = start(app, settings.toArray(String[]::new));
        connect(uri).send(visit("/hold"));
        connect(uri).send(visit("/hold"));
        await().until(() -> route().inFlight() == 2);
        return ask(uri, RawRequest.get(path).with("X-Priority", "low")).status();
    }
}
