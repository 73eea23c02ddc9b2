package io.breakwater.fleet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Visitors who ask one replica after the other, each as soon as the last answer is there. */
final class ClosedLoop implements AutoCloseable {

    private static final long PAUSE_MILLIS = 20;

    private final List<ReplicaProcess> replicas;
    private final List<Thread> visitors = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    final LongAdder good = new LongAdder();
    final LongAdder bad = new LongAdder();
    private volatile boolean over;

    ClosedLoop(List<ReplicaProcess> replicas, int count) {
        this.replicas = replicas;
        for (int i = 0; i < count; i++) {
            Thread visitor = new Thread(this::visit, "visitor-" + i);
            visitor.setDaemon(true);
            visitors.add(visitor);
            visitor.start();
        }
    }

    private void visit() {
        while (!over) {
            ReplicaProcess replica = replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size()));
            try {
                (replica.visit().statusCode() == 200 ? good : bad).increment();
                // The visitor reads.
                Thread.sleep(PAUSE_MILLIS);
            } catch (IOException e) {
                bad.increment();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        over = true;
        visitors.forEach(Thread::interrupt);
    }
}
