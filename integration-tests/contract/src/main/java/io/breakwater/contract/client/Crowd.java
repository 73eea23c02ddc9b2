package io.breakwater.contract.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Several clients at once, each on a thread of its own; all of them hang up when the crowd is closed. Thread-safe. */
public final class Crowd implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final List<RawClient> clients = new CopyOnWriteArrayList<>();
    private final List<Future<RawResponse>> visits = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "crowd");
        thread.setDaemon(true);
        return thread;
    });

    /** One more client, which does {@code visit} at its own pace. */
    public RawClient join(URI server, Function<RawClient, RawResponse> visit) {
        return join(RawClient.to(server), visit);
    }

    /** That client, too. */
    public RawClient join(RawClient client, Function<RawClient, RawResponse> visit) {
        clients.add(client);
        visits.add(threads.submit(() -> visit.apply(client)));
        return client;
    }

    /** Waits until all are done; what each of them saw, in the order in which they came. */
    public List<RawResponse> answers() {
        List<RawResponse> answers = new ArrayList<>();
        try {
            for (Future<RawResponse> visit : visits) {
                answers.add(visit.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            return answers;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a client has seen no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        clients.forEach(RawClient::hangUp);
    }
}
