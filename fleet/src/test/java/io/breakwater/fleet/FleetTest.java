package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three replicas in JVMs of their own, a real Redis, one downstream. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetTest {
    private static final Logger LOG = LoggerFactory.getLogger("io.breakwater.fleet.figures");

    private static final int COUNT = 3;
    private static final int VISITORS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<ReplicaProcess> replicas = new ArrayList<>();
    private RedisServer redis;
    private SharedDownstream downstream;

    @BeforeAll
    void start() throws Exception {
        redis = RedisServer.start();
        downstream = new SharedDownstream();
        replicas.addAll(ReplicaProcess.start(COUNT, redis.url(), downstream.url()));
    }

    @AfterAll
    void stop() {
        replicas.forEach(ReplicaProcess::close);
        if (redis != null) {
            redis.close();
            downstream.close();
        }
    }

    @BeforeEach
    void allIsWell() {
        downstream.breakDown(false);
        awaitAll("joined", "true");
        awaitAll("replicas", String.valueOf(COUNT));
        awaitAll("words", "[]");
        awaitClosed();
    }

    private void awaitAll(String name, String value) {
        await().atMost(PATIENCE).until(() -> {
            for (ReplicaProcess replica : replicas) {
                if (!replica.state(name).equals(value)) {
                    return false;
                }
            }
            return true;
        });
    }

    private void awaitClosed() {
        await().atMost(PATIENCE).until(() -> {
            boolean closed = true;
            for (ReplicaProcess replica : replicas) {
                if (!replica.breakerIs("CLOSED")) {
                    replica.visit();
                    closed = false;
                }
            }
            return closed;
        });
    }

    private long spread(String name) throws Exception {
        long first = Long.MAX_VALUE;
        long last = 0;
        for (ReplicaProcess replica : replicas) {
            first = Math.min(first, replica.number(name));
            last = Math.max(last, replica.number(name));
        }
        return last - first;
    }

    @Test
    void anOutageIsLearntOnceAndSoIsItsEnd() throws Exception {
        try (ClosedLoop visitors = new ClosedLoop(replicas, VISITORS)) {
            await().atMost(PATIENCE).until(() -> visitors.good.sum() > 100);
            int before = downstream.calls();
            downstream.breakDown(true);
            awaitAll("breaker", "OPEN");
            int calls = downstream.calls() - before;
            long opened = spread("openedAt");

            downstream.breakDown(false);
            awaitAll("breaker", "CLOSED");

            LOG.info(
                    "three replicas burnt {} calls, opened within {} ms, closed within {} ms",
                    calls,
                    opened,
                    spread("closedAt"));
            // One alone counts twenty, and has as many more under way as there are visitors.
            assertThat(calls).isLessThanOrEqualTo((20 + VISITORS) * 3 / 2 + 2 * (COUNT - 1));
            assertThat(spread("closedAt")).isLessThan(2_000);
        }
    }

    @Test
    void aReplicaWithABrokenNetworkOpensAlone() throws Exception {
        List<Long> openings = new ArrayList<>();
        for (ReplicaProcess replica : replicas) {
            openings.add(replica.number("openings"));
        }
        replicas.get(0).control("network?is=broken");
        try (ClosedLoop others = new ClosedLoop(replicas.subList(1, COUNT), 4);
                ClosedLoop broken = new ClosedLoop(replicas.subList(0, 1), 2)) {
            await().atMost(PATIENCE).until(() -> replicas.get(0).number("openings") >= openings.get(0) + 2);
            await().atMost(PATIENCE)
                    .until(() -> replicas.get(1).state("incidents").contains("since"));

            assertThat(broken.bad.sum()).isPositive();
            assertThat(others.bad.sum()).isZero();
            assertThat(replicas.get(1).number("openings")).isEqualTo(openings.get(1));
            assertThat(replicas.get(2).number("openings")).isEqualTo(openings.get(2));
        } finally {
            replicas.get(0).control("network?is=well");
        }
    }

    @Test
    void whatHappensToRedisIsNoVisitorsTroubleAndLocalBreakersWorkThroughout() throws Exception {
        try (ClosedLoop visitors = new ClosedLoop(replicas, VISITORS)) {
            redis.pause();
            awaitAll("joined", "false");
            redis.resume();
            awaitAll("joined", "true");
            redis.ask("FLUSHALL");
            redis.kill();
            awaitAll("joined", "false");
            assertThat(visitors.bad.sum()).isZero();

            downstream.breakDown(true);
            awaitAll("breaker", "OPEN");
            downstream.breakDown(false);
            awaitAll("breaker", "CLOSED");

            redis.restart();
            awaitAll("joined", "true");
        }
        for (ReplicaProcess replica : replicas) {
            List<String> told = replica.log()
                    .lines()
                    .filter(line -> line.contains("fleet joined") || line.contains("is not to be had"))
                    .map(line -> line.contains("WARN") ? "WARN" : "INFO")
                    .toList();
            // The pause and the kill; on a busy machine there may be more, but none is told of twice.
            assertThat(told).hasSizeGreaterThanOrEqualTo(5);
            for (int i = 0; i < told.size(); i++) {
                assertThat(told.get(i)).as(told.toString()).isEqualTo(i % 2 == 0 ? "INFO" : "WARN");
            }
        }
    }

    @Test
    void anOperatorsWordHoldsForAllUntilItExpiresWhateverIsRestarted() throws Exception {
        assertThat(replicas.get(1).control("say?route=nowhere&word=OPEN&millis=9000"))
                .contains("no such route");
        assertThat(replicas.get(1).control("say?route=orders&word=OPEN&millis=15000"))
                .isEqualTo("ok");
        awaitAll("breaker", "FORCED_OPEN");
        assertThat(replicas.get(2).state("words")).contains("tester").contains("a test");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(replicas.get(2).console("fleet"))
                .contains("3 replicas")
                .contains("Incident on <a href=\"/console/route?name=orders\">orders</a>, 3 of 3 replicas, since ")
                .contains("orders is forced open on all replicas by tester: a test")
                .contains("Force closed"));

        redis.ask("FLUSHALL");
        List<ReplicaProcess> late = ReplicaProcess.start(1, redis.url(), downstream.url());
        try {
            await().atMost(PATIENCE).until(() -> late.get(0).breakerIs("FORCED_OPEN"));
            awaitAll("breaker", "CLOSED");
            await().atMost(PATIENCE).until(() -> late.get(0).breakerIs("CLOSED"));

            String self = replicas.get(0).state("self");
            replicas.get(1).control("say?route=orders&word=OPEN&millis=60000&replica=" + self);
            await().atMost(PATIENCE).until(() -> replicas.get(0).breakerIs("FORCED_OPEN"));
            assertThat(replicas.get(1).breakerIs("CLOSED")).isTrue();
            replicas.get(2).control("say?route=orders&word=AUTOMATIC&millis=1000&replica=" + self);
            await().atMost(PATIENCE).until(() -> replicas.get(0).breakerIs("CLOSED"));
        } finally {
            late.forEach(ReplicaProcess::kill);
        }
        awaitAll("replicas", String.valueOf(COUNT));
    }

    @Test
    void aFailureIsFoundOnAnyReplica() throws Exception {
        downstream.breakDown(true);
        String id = replicas.get(0).visit().headers().firstValue("X-Request-ID").orElseThrow();
        downstream.breakDown(false);

        await().atMost(PATIENCE)
                .until(() -> replicas.get(2).control("find?id=" + id).contains("correlationId=" + id));
        assertThat(replicas.get(2).control("find?id=" + id))
                .contains("path=/app/x")
                .contains("status=503");
        assertThat(replicas.get(2).control("find?id=unknown")).isEqualTo("[]");
        assertThat(replicas.get(2).console("search?id=" + id))
                .contains("Replica " + replicas.get(0).state("self") + " had it")
                .contains("GET /app/x");
    }
}
