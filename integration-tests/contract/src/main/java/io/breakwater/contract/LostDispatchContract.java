package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.DispatchThief;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A container may lose a dispatch that is to begin another attempt: that costs the visitor a deadline, and not for ever. */
@Promise(value = "LostDispatch", in = Section.ASYNC)
public class LostDispatchContract extends AsyncContract {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Duration GENEROUS = Duration.ofSeconds(10);

    private final AtomicInteger attempts = new AtomicInteger();
    private final DispatchThief thief = new DispatchThief();

    /** The ways in which the attempt before it ends. */
    enum Way {
        COMPLETES,
        THROWS_AFTER_THE_START,
        TAKES_TOO_LONG
    }

    private Subject failing(Way way) {
        return (request, response) -> {
            attempts.incrementAndGet();
            AsyncContext context = request.startAsync();
            context.setTimeout(0);
            if (way == Way.THROWS_AFTER_THE_START) {
                throw new ConnectException("Connection refused");
            }
            if (way == Way.COMPLETES) {
                AsyncSubject.run(() -> {
                    response.setStatus(503);
                    context.complete();
                });
            }
        };
    }

    private URI startBehindTheThief(Subject app, String... settings) {
        return start(GuardedApp.empty()
                .with(FilterEntry.of("thief", thief))
                .with(asyncGuard(settings))
                .with(ServletEntry.of("/*", app.asServlet()).async()));
    }

    @ParameterizedTest
    @EnumSource
    void thePageComesAtTheDeadlineWhereTheNextAttemptDoesNotBegin(Way way) {
        URI uri = startBehindTheThief(
                failing(way),
                "timeout=2s",
                "attempt-timeout=600ms",
                "retry.on=connection_refused, 503, http_response_timeout",
                "concurrency.max=1");
        try (LogLines log = LogLines.of("io.breakwater")) {
            RawResponse seen = ask(uri, visit("/lost"));

            assertThat(seen.status()).isIn(502, 503, 504);
            assertThat(seen.whole()).isTrue();
            assertThat(seen.body().utf8()).contains("</html>", seen.header(ID));
            assertThat(seen.lastByte()).isBetween(DEADLINE, GENEROUS);
            assertThat(thief.stolen()).isOne();
            assertThat(attempts).hasValue(1);
            assertThat(reports.only().ending()).isEqualTo(Ending.PAGE);
            assertThat(reports.only().fault()).isPresent();
            await().until(() -> route().availableConcurrency().orElseThrow() == 1);
            assertThat(log.messages(Level.WARN))
                    .filteredOn(
                            line -> line.contains("filter breakwater: the dispatch that was to begin another attempt"))
                    .hasSize(1);
        }
    }

    @Test
    void theVisitorIsToldOfTheFailureThatWasToBeMended() {
        URI uri = startBehindTheThief(failing(Way.THROWS_AFTER_THE_START), "timeout=3s");

        assertThat(ask(uri, visit("/lost")).status()).isEqualTo(502);

        assertThat(reports.only().fault()).contains(Fault.CONNECTION_REFUSED);
    }

    private static Subject dispatching() {
        return (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                response.getWriter().print("calm");
                return;
            }
            AsyncContext context = request.startAsync();
            context.setTimeout(0);
            response.setHeader("X-First", "yes");
            AsyncSubject.run(context::dispatch);
        };
    }

    /** How the guard is mapped tells that dispatches come by it, before one has. */
    @Test
    void theFirstDispatchOfTheAppsThatIsLostCostsADeadlineToo() {
        URI uri = startBehindTheThief(dispatching(), "timeout=2s", "concurrency.max=1");

        RawResponse seen = ask(uri, visit("/lost"));

        assertThat(seen.status()).isEqualTo(504);
        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().utf8()).contains("</html>", seen.header(ID));
        assertThat(reports.only().ending()).isEqualTo(Ending.PAGE);
        assertThat(thief.stolen()).isOne();
        await().until(() -> route().availableConcurrency().orElseThrow() == 1);
    }

    /** Where dispatches are known to come by the guard, one that does not come can't be at work elsewhere. */
    @Test
    void aDispatchOfTheAppsThatIsLostCostsADeadlineToo() {
        URI uri = startBehindTheThief(dispatching(), "timeout=2s", "concurrency.max=1");
        assertThat(ask(uri, visit("/kept")).body().utf8()).isEqualTo("calm");

        RawResponse seen = ask(uri, visit("/lost"));

        assertThat(seen.status()).isEqualTo(504);
        assertThat(seen.whole()).isTrue();
        assertThat(seen.body().utf8()).contains("</html>", seen.header(ID));
        assertThat(seen.headers().has("X-First")).isFalse();
        assertThat(reports.await(2).get(1).ending()).isEqualTo(Ending.PAGE);
        assertThat(thief.stolen()).isOne();
        await().until(() -> route().availableConcurrency().orElseThrow() == 1);
        assertThat(ask(uri, visit("/kept")).body().utf8()).isEqualTo("calm");
    }
}
