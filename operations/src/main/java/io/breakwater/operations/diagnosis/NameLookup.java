package io.breakwater.operations.diagnosis;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks names up in bounded time. The JDK's look-up can be neither bounded nor interrupted, so it runs on a thread of its own, of which
 * there is one at most: while one hangs, no other look-up is begun. Thread-safe.
 */
final class NameLookup {

    /** How a name is looked up: the JDK's way, or a test's. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] addressesOf(String name) throws UnknownHostException;
    }

    private final Resolver resolver;
    private final AtomicBoolean busy = new AtomicBoolean();

    NameLookup(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * Returns the addresses of a name, at least one.
     *
     * @throws UnknownHostException when there are none
     * @throws TimeoutException when there is no answer in time, or an earlier look-up still waits for one
     */
    List<InetAddress> addressesOf(String name, Duration limit)
            throws UnknownHostException, TimeoutException, InterruptedException {
        if (!busy.compareAndSet(false, true)) {
            throw new TimeoutException("an earlier look-up still waits for the resolver");
        }
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> lookUp(name, answer), "breakwater-diagnosis-name");
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            UnknownHostException unknown = new UnknownHostException(name);
            unknown.initCause(e.getCause());
            throw unknown;
        }
    }

    @SuppressWarnings("IllegalCatch") // whatever ends the look-up, the one who waits is told
    private void lookUp(String name, CompletableFuture<List<InetAddress>> answer) {
        try {
            List<InetAddress> found = List.of(resolver.addressesOf(name));
            busy.set(false);
            answer.complete(found);
        } catch (Throwable e) {
            busy.set(false);
            answer.completeExceptionally(e);
        }
    }
}
