package io.breakwater.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** GraphQL answers 200 whatever has failed, and what is well in the answer is wanted. */
final class GraphQlTest {

    @Test
    void byDefaultTheGuardHearsOfNothing() throws Exception {
        try (GuardedTomcat app = GuardedTomcat.start(new GraphQlServlet(false), Map.of())) {
            assertThat(app.visit("/graphql").statusCode()).isEqualTo(200);
            assertThat(app.breaker()).isEqualTo("CLOSED");
        }
    }

    @Test
    void aHandlerThatTellsIsHeardAndTheAnswerStays() throws Exception {
        try (GuardedTomcat app = GuardedTomcat.start(new GraphQlServlet(true), Map.of())) {
            HttpResponse<String> answer = app.visit("/graphql");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("errors", "books=calm");
            ExchangeReport report = app.report();
            assertThat(report.fault()).contains(Fault.CONNECTION_REFUSED);
            assertThat(report.ending()).isEqualTo(ExchangeReport.Ending.RELEASED);
            await().untilAsserted(() -> assertThat(app.breaker()).isEqualTo("OPEN"));
        }
    }
}
