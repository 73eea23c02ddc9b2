package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.ProxyServlet;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.downstream.Answer;
import io.breakwater.downstream.InTurn;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A downstream that says how long it wants to be left alone. */
@Promise("AfterAWait")
public class RetryAfterContract extends GuardedContract {

    private static final Answer IN_A_SECOND = Answer.status(503).with("Retry-After", "1");

    @Test
    void aWaitThatFitsIsWaited() {
        downstream.behave(InTurn.inTurn(IN_A_SECOND, Answer.ok("calm")));
        URI uri = start(new ProxyServlet(downstream.uri()), "retry.on=503", "timeout=8s", "attempt-timeout=8s");

        RawResponse seen = ask(uri, RawRequest.get("/"));

        assertThat(seen.body().utf8()).isEqualTo("calm");
        assertThat(seen.firstByte()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(downstream.requests()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999", "99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void moreThanADayIsADay(String told) {
        downstream.behave(Answer.status(503).with("Retry-After", told));
        URI uri = start(new ProxyServlet(downstream.uri()));

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.header("Retry-After")).isEqualTo("86400");
        assertThat(seen.body().utf8()).contains("24 hours");
    }

    @Test
    void aWaitThatDoesNotFitIsPassedOn() {
        downstream.behave(IN_A_SECOND);
        URI uri = start(new ProxyServlet(downstream.uri()), "retry.on=503", "timeout=900ms");

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.header("Retry-After")).isEqualTo("1");
        assertThat(downstream.requests()).isEqualTo(1);
    }
}
