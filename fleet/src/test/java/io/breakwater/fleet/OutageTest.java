package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One outage, learnt once by ten replicas in JVMs of their own, beside what ten burn that are on their own. */
class OutageTest {
    private static final Logger LOG = LoggerFactory.getLogger("io.breakwater.fleet.figures");

    private static final int VISITORS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** What an outage came to. */
    private record Course(int calls, long spreadMillis, int trialsInTwoWaits, long recoveredWithinMillis) {}

    private static Course outageOf(int count, boolean together) throws Exception {
        try (RedisServer redis = RedisServer.start();
                SharedDownstream downstream = new SharedDownstream()) {
            List<ReplicaProcess> replicas =
                    ReplicaProcess.start(count, together ? redis.url() : "redis://127.0.0.1:1", downstream.url());
            try (ClosedLoop visitors = new ClosedLoop(replicas, VISITORS)) {
                if (together) {
                    await().atMost(PATIENCE).until(() -> all(replicas, "replicas", String.valueOf(count)));
                }
                await().atMost(PATIENCE).until(() -> visitors.good.sum() > 10L * count);

                int before = downstream.calls();
                downstream.breakDown(true);
                await().pollInterval(Duration.ofMillis(50)).atMost(PATIENCE).until(() -> isOpenOnAll(replicas));
                int calls = downstream.calls() - before;
                long spread = spread(replicas, "openedAt");

                // The waits are two seconds at first, give or take a fifth, and four after a trial.
                int atOpen = downstream.calls();
                await().during(Duration.ofMillis(3_600))
                        .atMost(Duration.ofSeconds(5))
                        .until(() -> true);
                int trials = downstream.calls() - atOpen;

                downstream.breakDown(false);
                await().atMost(PATIENCE).until(() -> all(replicas, "breaker", "CLOSED"));
                return new Course(calls, spread, trials, spread(replicas, "closedAt"));
            } finally {
                replicas.forEach(ReplicaProcess::close);
            }
        }
    }

    private static boolean isOpenOnAll(List<ReplicaProcess> replicas) throws IOException, InterruptedException {
        for (ReplicaProcess replica : replicas) {
            if (replica.number("openedAt") == 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean all(List<ReplicaProcess> replicas, String name, String value)
            throws IOException, InterruptedException {
        for (ReplicaProcess replica : replicas) {
            if (!replica.state(name).equals(value)) {
                return false;
            }
        }
        return true;
    }

    private static long spread(List<ReplicaProcess> replicas, String name) throws IOException, InterruptedException {
        long first = Long.MAX_VALUE;
        long last = 0;
        for (ReplicaProcess replica : replicas) {
            long at = replica.number(name);
            first = Math.min(first, at);
            last = Math.max(last, at);
        }
        return last - first;
    }

    @Test
    @Tag("heavy")
    void tenReplicasLearnOfAnOutageTogether() throws Exception {
        Course alone = outageOf(1, true);
        Course ten = outageOf(10, true);
        Course apart = outageOf(10, false);

        LOG.info("alone {}, ten {}, ten without a fleet {}", alone, ten, apart);
        assertThat(ten.calls()).isLessThanOrEqualTo((int) (1.5 * alone.calls()) + 2 * 9);
        // Two waits, each with about two trials of three calls.
        assertThat(ten.trialsInTwoWaits()).isLessThanOrEqualTo(2 * 2 * 3);
        assertThat(ten.recoveredWithinMillis()).isLessThan(2_000);
    }

    @Test
    @Tag("heavy")
    void anIdleReplicaSendsLessThanOneCommandASecond() throws Exception {
        try (RedisServer redis = RedisServer.start();
                SharedDownstream downstream = new SharedDownstream()) {
            List<ReplicaProcess> replicas = ReplicaProcess.start(2, redis.url(), downstream.url());
            try {
                await().atMost(PATIENCE).until(() -> all(replicas, "replicas", "2"));
                long before = redis.commands();
                long since = System.nanoTime();
                await().pollInterval(Duration.ofSeconds(1))
                        .atMost(Duration.ofSeconds(90))
                        .until(() -> System.nanoTime() - since
                                > Duration.ofSeconds(60).toNanos());

                double each = (redis.commands() - before) / 60.0 / 2;
                LOG.info("an idle replica sends {} commands a second", each);
                assertThat(each).isLessThan(1);

                // One that is killed is forgotten.
                replicas.get(1).kill();
                await().atMost(PATIENCE)
                        .until(() -> replicas.get(0).state("replicas").equals("1"));
            } finally {
                replicas.forEach(ReplicaProcess::close);
            }
        }
    }
}
