package io.breakwater.contract;

import io.breakwater.contract.client.RawClient;
import io.breakwater.downstream.ScriptedDownstream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** What each contract test has to hand: a container to start, a downstream to script, clients to connect. */
@Timeout(60)
public abstract class ContainerContract {
    static {
        // By itself it looks for the first time after a tenth of a second, which adds up over some thousand tests.
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
    }

    /** The downstream behind the app; it answers 200 until scripted. */
    protected final ScriptedDownstream downstream = ScriptedDownstream.start();

    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

    /** A container that was not started yet. */
    protected ContainerUnderTest newContainer() {
        return ContainerUnderTest.ofModule();
    }

    /** Whether the container deviates there. */
    protected final boolean deviates(Deviation deviation) {
        return newContainer().deviations().containsKey(deviation);
    }

    /** Starts a container with that app; it ends with the test. */
    protected final URI start(GuardedApp app) {
        return start(newContainer(), app);
    }

    /** Starts that container with that app; it ends with the test. */
    protected final URI start(ContainerUnderTest container, GuardedApp app) {
        toClose.push(container);
        return container.start(app);
    }

    /**
     * Connects a client for an answer that may fall short. It does not wait for long where the container then leaves the
     * connection open, and nothing more will come.
     */
    protected final RawClient connectForShort(URI uri) {
        if (!deviates(Deviation.SHORT_RETURN_LEAVES_THE_CONNECTION_OPEN)) {
            return connect(uri);
        }
        RawClient client = RawClient.to(uri, Duration.ofSeconds(1));
        toClose.push(client);
        return client;
    }

    /** Closes something with the test, after what is started later. */
    protected final void closeInTheEnd(AutoCloseable closeable) {
        toClose.push(closeable);
    }

    /** Connects a client; it hangs up with the test, if not before. */
    protected final RawClient connect(URI uri) {
        RawClient client = RawClient.to(uri);
        toClose.push(client);
        return client;
    }

    @AfterEach
    final void closeAll() throws Exception {
        // First the downstream: threads of the app that are stuck in it come free, and the container need not wait.
        downstream.close();
        while (!toClose.isEmpty()) {
            toClose.pop().close();
        }
    }
}
