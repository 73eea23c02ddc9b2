package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What an app answers in the dispatch that it has asked for is answered as on the container's first thread. */
@Promise(value = "AsyncDispatch", in = Section.ASYNC)
public class AsyncDispatchContract extends AsyncContract {
    private static final Subject FAILS = (request, response) -> {
        response.setStatus(503);
        response.setContentType("application/json");
        response.getOutputStream().print("{\"mine\":true}");
        response.flushBuffer();
    };

    /** The answer of Spring's {@code DeferredResult}, say. */
    private URI startDispatched(Subject before, Subject inDispatch) {
        Subject app = (request, response) -> {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                inDispatch.serve(request, response);
            } else {
                before.serve(request, response);
                AsyncContext context = request.startAsync();
                AsyncSubject.run(context::dispatch);
            }
        };
        return startAsync(app);
    }

    @Test
    void aFailingBodyGivesWayToThePage() {
        URI uri = startDispatched((request, response) -> {}, FAILS);

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.body().utf8()).contains("<html").doesNotContain("mine");
        assertThat(reports.only().ending()).isEqualTo(Ending.PAGE);
    }

    @Test
    void aFailingBodyForAnApiClientGoesOutAsItWasWritten() {
        URI uri = startDispatched((request, response) -> {}, FAILS);

        RawResponse seen = ask(uri, RawRequest.get("/").with("Accept", "application/json"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.body().utf8()).isEqualTo("{\"mine\":true}");
        assertThat(seen.whole()).isTrue();
    }

    @Test
    void whatWasWrittenBeforeGoesOutBeforeWhatIsWrittenThen() {
        URI uri = startDispatched(
                (request, response) -> response.getOutputStream().print("before "), FAILS);

        RawResponse seen = ask(uri, RawRequest.get("/").with("Accept", "application/json"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.body().utf8()).isEqualTo("before {\"mine\":true}");
        assertThat(seen.whole()).isTrue();
    }
}
