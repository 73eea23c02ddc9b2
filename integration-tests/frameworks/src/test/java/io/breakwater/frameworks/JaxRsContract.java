package io.breakwater.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import jakarta.servlet.Servlet;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guard sees of a resource whose downstream is dead, in an implementation of JAX-RS. */
abstract class JaxRsContract {

    /** The implementation's servlet, for an app of these classes. */
    abstract Servlet servlet(Set<Class<?>> resourcesAndProviders);

    /** The servlet's init-params. */
    Map<String, String> parameters() {
        return Map.of();
    }

    /** The same with what lets an exception reach the filter that nobody maps. */
    Map<String, String> thatLetThrow() {
        return parameters();
    }

    /** An app without a mapper. */
    final GuardedTomcat start() {
        return GuardedTomcat.start(servlet(Set.of(Orders.class)), parameters());
    }

    private GuardedTomcat start(Class<?> mapper) {
        return GuardedTomcat.start(servlet(Set.of(Orders.class, mapper)), parameters());
    }

    static void assertSeen(GuardedTomcat app, String path) {
        HttpResponse<String> answer = app.visit(path);

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(app.report().fault()).contains(Fault.CONNECTION_REFUSED);
        await().untilAsserted(() -> assertThat(app.breaker()).isEqualTo("OPEN"));
    }

    static HttpResponse<String> assertHidden(GuardedTomcat app, String path) {
        HttpResponse<String> answer = app.visit(path);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).doesNotContain("problem");
        assertThat(app.breaker()).isEqualTo("CLOSED");
        return answer;
    }

    @Test
    void whatNobodyMapsIsSeen() throws Exception {
        try (GuardedTomcat app = GuardedTomcat.start(servlet(Set.of(Orders.class)), thatLetThrow())) {
            assertSeen(app, "/orders/now");
        }
    }

    @Test
    void whatAnAsynchronousResponseIsResumedWithIsHidden() throws Exception {
        try (GuardedTomcat app = start()) {
            assertHidden(app, "/orders/later");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/now", "/orders/later"})
    void whatIsMappedIsHidden(String path) throws Exception {
        try (GuardedTomcat app = start(MuteMapper.class)) {
            assertThat(assertHidden(app, path).body()).isEqualTo("something went wrong");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/now", "/orders/later"})
    void whatTheMapperTellsOfIsSeen(String path) throws Exception {
        try (GuardedTomcat app = start(TellingMapper.class)) {
            assertSeen(app, path);
        }
    }

    /** With the same mapper. */
    @Test
    void theAppsOwnMistakeIsNobodyElsesFailure() throws Exception {
        try (GuardedTomcat app = start(TellingMapper.class)) {
            assertHidden(app, "/orders/mistake");
            ExchangeReport report = app.report();
            assertThat(report.fault()).isEmpty();
        }
    }
}
