package io.breakwater.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.AsyncContract;
import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.GuardedApp;
import io.breakwater.contract.RecordingListener;
import io.breakwater.contract.ServletEntry;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawResponse;
import jakarta.servlet.AsyncContext;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A Jetty that stops ends a pending asynchronous request with an error, or breaks it off: which of both is a matter of luck, without
 * the guard, too. It is no good answer. The other containers wait for it, or break it off.
 */
public class StoppedContainerContract extends AsyncContract {

    @Test
    void aPendingRequestEndsInNoGoodAnswer() throws Exception {
        assertThat(endOfPending(GuardedApp.empty()).statusLine()).doesNotContain(" 200 ");

        RawResponse guarded = endOfPending(GuardedApp.empty().with(asyncGuard("concurrency.max=1")));

        assertThat(guarded.statusLine()).doesNotContain(" 200 ");
    }

    private RawResponse endOfPending(GuardedApp app) throws Exception {
        CountDownLatch pending = new CountDownLatch(1);
        Subject never = (request, response) -> {
            AsyncContext context = request.startAsync();
            context.setTimeout(20_000);
            // Jetty says nothing to a client whose request nobody listens to.
            context.addListener(new RecordingListener());
            pending.countDown();
        };
        ContainerUnderTest container = newContainer();
        URI uri = start(
                container, app.with(ServletEntry.of("/*", never.asServlet()).async()));
        RawClient client = connect(uri).send(visit("/"));
        assertThat(pending.await(10, TimeUnit.SECONDS)).isTrue();
        container.close();
        return client.receive();
    }
}
