package io.breakwater.downstream;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Lets the n-th, 2n-th, 3n-th … request fail and the rest pass: a failure rate without chance in it. */
public final class EveryNth implements Behaviour {
    private final int n;
    private final Behaviour failing;
    private final Behaviour healthy;
    private final AtomicLong served = new AtomicLong();

    /**
     * One in n fails.
     *
     * @param n at least 1
     * @param failing what the n-th meets
     * @param healthy what the others meet
     */
    public EveryNth(int n, Behaviour failing, Behaviour healthy) {
        if (n < 1 || failing.door() != Door.OPEN || healthy.door() != Door.OPEN) {
            throw new IllegalArgumentException("one in " + n + " of " + failing + " and " + healthy
                    + ": n is at least 1, and neither acts before a request is read");
        }
        this.n = n;
        this.failing = failing;
        this.healthy = healthy;
    }

    @Override
    public void serve(Call call) throws IOException {
        boolean fails = served.incrementAndGet() % n == 0;
        (fails ? failing : healthy).serve(call);
    }

    @Override
    public String toString() {
        return "EveryNth[" + n + ", " + failing + ", else " + healthy + "]";
    }
}
