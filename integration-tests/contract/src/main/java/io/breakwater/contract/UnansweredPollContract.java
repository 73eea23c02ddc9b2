package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.Breakwater;
import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app says that has waited in vain, and how long it may take once it goes on, is judged all the same. */
@Promise(value = "UnansweredPoll", in = Section.ASYNC)
public class UnansweredPollContract extends PollingContract {
    private void assertOpens() {
        await().until(() -> route().breakerState().equals("OPEN"));
    }

    @Test
    void aWaitThatNobodyAnswersIsTheDownstreams() {
        URI uri = startPolled((request, response) -> request.startAsync().setTimeout(OWN_MILLIS), SHORT_ATTEMPT);

        assertThat(visitAll(uri, visit("/"))).allSatisfy(seen -> {
            assertThat(seen.status()).isEqualTo(504);
            assertThat(seen.header("Proxy-Status")).contains("error=http_response_timeout");
            assertThat(seen.firstByte()).isGreaterThan(Duration.ofMillis(OWN_MILLIS - 50));
        });

        assertOpens();
        assertThat(votes().failures()).isEqualTo(CLIENTS);
    }

    /** As Spring does it for an app whose result has not come: nobody has sent that status. */
    @ParameterizedTest
    @CsvSource({"502,/completes", "503,/completes", "504,/completes", "503,/dispatches"})
    void anAppThatSaysSoItselfHasHadNoResponse(int status, String how) {
        URI uri = startPolled(polled((request, response) -> {
            response.setStatus(status);
            response.getWriter().write("nothing came");
        }));

        List<RawResponse> answers = visitAll(uri, RawRequest.get(how).with("Accept", "application/json"));

        assertThat(answers).allSatisfy(seen -> {
            assertThat(seen.status()).isEqualTo(status);
            assertThat(seen.body().utf8()).isEqualTo("nothing came");
        });
        assertThat(reports.all()).allSatisfy(report -> {
            assertThat(report.fault()).contains(Fault.RESPONSE_TIMEOUT);
            assertThat(report.ending()).isEqualTo(Ending.RELEASED);
        });
        assertOpens();
    }

    @Test
    void soHasOneWhoseErrorGivesWayToThePage() {
        URI uri = startPolled(polled((request, response) -> {
            response.setHeader("Retry-After", "7");
            response.sendError(503);
        }));

        assertThat(visitAll(uri, visit("/"))).allSatisfy(seen -> {
            assertThat(seen.status()).isEqualTo(503);
            assertThat(seen.header("Retry-After")).isEqualTo("7");
            assertThat(seen.header("Proxy-Status"))
                    .contains("error=http_response_timeout")
                    .doesNotContain("received-status");
            assertThat(seen.body().utf8()).contains("</html>");
        });
        assertOpens();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/completes", "/dispatches"})
    void aFailureThatTheAppTellsOfVotesAllTheSame(String how) {
        URI uri = startPolled(polled((request, response) -> {
            request.setAttribute(Breakwater.FAILURE_ATTRIBUTE, new SocketTimeoutException("Read timed out"));
            response.setStatus(200);
        }));

        visitAll(uri, visit(how));

        assertThat(votes().failures()).isEqualTo(CLIENTS);
        assertOpens();
    }

    @Test
    void soDoesOneThatIsToldOfInALongerWaitThatNobodyAnswers() {
        Subject app = (request, response) -> {
            request.setAttribute(Breakwater.FAILURE_ATTRIBUTE, new SocketTimeoutException("Read timed out"));
            request.startAsync().setTimeout(OWN_MILLIS);
        };
        URI uri = startPolled(app, "timeout=300ms");

        assertThat(visitAll(uri, visit("/"))).allMatch(seen -> seen.status() == 504);

        assertOpens();
    }

    @Test
    void soDoesOneThatIsThrownWithinALongerWait() {
        Subject app = (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                throw new SocketTimeoutException("Read timed out");
            }
            AsyncContext context = request.startAsync();
            context.setTimeout(60_000);
            AsyncSubject.run(context::dispatch);
        };
        URI uri = startPolled(app);

        assertThat(visitAll(uri, visit("/"))).allMatch(seen -> seen.status() == 504);

        assertOpens();
    }

    @Test
    void aTimeOutThatIsTakenBackIsNoWord() {
        Subject app = (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(60_000);
            context.setTimeout(0);
        };
        URI uri = startPolled(app, SHORT_ATTEMPT);

        assertThat(visitAll(uri, visit("/"))).allMatch(seen -> seen.status() == 504);

        assertOpens();
    }

    private Subject dispatchedTo(long ownMillis, Subject then) {
        return (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                then.serve(request, response);
            } else {
                AsyncContext context = request.startAsync();
                context.setTimeout(ownMillis);
                AsyncSubject.run(context::dispatch);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {10_000, 60_000})
    void theAttemptsTimeGoesOnOnceTheAppHasDispatched(long own) {
        URI uri = startPolled(dispatchedTo(own, (request, response) -> leave.pass()), SHORT_ATTEMPT);

        assertThat(visitAll(uri, visit("/"))).allMatch(seen -> seen.status() == 504);

        assertOpens();
    }

    /** A wait as long as the route's time-out has passed, and then the downstream is dead. */
    @Test
    void aHangInTheDispatchThatFollowsIsTheDownstreams() {
        URI uri = startPolled(polled((request, response) -> leave.pass()), "timeout=500ms");

        assertThat(visitAll(uri, visit("/dispatches"))).allMatch(seen -> seen.status() == 504);

        assertOpens();
    }

    @Test
    void whatIsSlowInTheDispatchIsSlow() {
        URI uri = startPolled(dispatchedTo(10_000, (request, response) -> leave.waitFor(SLOW.plusMillis(50))));

        assertThat(visitAll(uri, visit("/"))).allMatch(seen -> seen.status() == 200);

        assertThat(votes().slow()).isEqualTo(CLIENTS);
    }

    @Test
    void soIsWhatWasSlowBeforeTheWait() {
        URI uri = startPolled((request, response) -> {
            leave.waitFor(SLOW.plusMillis(50));
            wait(OWN_MILLIS, request, response, (again, toFill) -> toFill.setStatus(204));
        });

        assertThat(visitAll(uri, visit("/"))).allMatch(seen -> seen.status() == 204);

        assertThat(votes().slow()).isEqualTo(CLIENTS);
    }

    /** As a framework does on every request, and says so. */
    @Test
    void aTimeOutThatAFrameworkSetsOnEveryRequestIsNoWord() {
        URI uri = startPolled(
                (request, response) -> request.startAsync().setTimeout(60_000),
                polls(SHORT_ATTEMPT).frameworkTimeout(Duration.ofSeconds(60)));

        assertThat(visitAll(uri, visit("/"))).allMatch(seen -> seen.status() == 504);

        assertOpens();
    }
}
