package io.breakwater.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.downstream.Silence;
import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.FaultClassifier;
import io.breakwater.internal.fault.Outcome;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import okhttp3.tls.HandshakeCertificates;
import org.apache.tomcat.jdbc.pool.DataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool that has no connection to give. */
class PoolTest {

    private static final String H2 = "jdbc:h2:mem:";
    private static final HandshakeCertificates NO_TLS = new HandshakeCertificates.Builder().build();

    private final FaultClassifier classifier = new FaultClassifier();

    private Optional<Fault> fault(Throwable thrown) {
        return classifier.classify(thrown).map(Outcome.Failed::fault);
    }

    @Test
    void hikariHasNoneToGive() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(H2 + "hikari");
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(250);
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection taken = pool.getConnection()) {
            Throwable thrown = Thrown.by(pool::getConnection).orElseThrow();

            assertThat(fault(thrown)).as(Thrown.chain(thrown)).contains(Fault.POOL_EXHAUSTED);
            assertThat(taken.isClosed()).isFalse();
        }
    }

    @Test
    void tomcatHasNoneToGive() throws Exception {
        PoolProperties config = new PoolProperties();
        config.setUrl(H2 + "tomcat");
        config.setDriverClassName("org.h2.Driver");
        config.setMaxActive(1);
        config.setInitialSize(0);
        config.setMaxIdle(1);
        config.setMinIdle(0);
        config.setMaxWait(100);
        DataSource pool = new DataSource(config);
        try (Connection taken = pool.getConnection()) {
            Throwable thrown = Thrown.by(pool::getConnection).orElseThrow();

            assertThat(fault(thrown)).as(Thrown.chain(thrown)).contains(Fault.POOL_EXHAUSTED);
            assertThat(taken.isClosed()).isFalse();
        } finally {
            pool.close(true);
        }
    }

    /** The clients that limit how many connections they make. */
    @ParameterizedTest
    @EnumSource(names = {"APACHE", "REST_TEMPLATE", "JETTY", "WEB_CLIENT"})
    void anHttpClientHasNoneToGive(ProxyVariants way) throws Exception {
        try (ScriptedDownstream downstream = ScriptedDownstream.start();
                ProxyVariant client = way.open(NO_TLS)) {
            downstream.behave(new Silence());
            // One holds the connection, one waits in the queue; whoever comes then, or waits too long, has none.
            List<CompletableFuture<Optional<Throwable>>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(CompletableFuture.supplyAsync(
                        () -> Thrown.by(() -> client.get(downstream.uri())), task -> new Thread(task).start()));
            }
            List<Throwable> thrown = calls.stream()
                    .map(CompletableFuture::join)
                    .flatMap(Optional::stream)
                    .toList();
            downstream.behave(Answer.ok("calm"));

            assertThat(thrown.stream().map(this::fault).flatMap(Optional::stream))
                    .as(() ->
                            String.join("\n", thrown.stream().map(Thrown::chain).toList()))
                    .contains(Fault.POOL_EXHAUSTED)
                    .isSubsetOf(Fault.POOL_EXHAUSTED, Fault.RESPONSE_TIMEOUT);
            assertThat(downstream.requests()).isLessThan(4);
        }
    }
}
