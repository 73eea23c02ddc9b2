package io.breakwater.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.downstream.Answer;
import io.breakwater.downstream.CloseUnanswered;
import io.breakwater.downstream.CutAfter;
import io.breakwater.downstream.Reset;
import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.AnswerHeaders;
import io.breakwater.internal.fault.FaultClassifier;
import io.breakwater.internal.fault.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.JettyClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/** What Spring's exceptions tell beside what lies under them. */
class SpringExceptionsTest {

    private interface Client {
        void get(URI uri);
    }

    /** For the client to take the bytes before the reset. */
    private static final Duration SETTLING = Duration.ofMillis(200);

    private final FaultClassifier classifier = new FaultClassifier();
    private final ScriptedDownstream downstream = ScriptedDownstream.start();

    @AfterEach
    void stop() {
        downstream.close();
    }

    static Stream<Client> clients() {
        return Stream.of(
                uri -> RestClient.create().get().uri(uri).retrieve().body(String.class),
                uri -> new RestTemplate().getForObject(uri, String.class),
                uri -> WebClient.create()
                        .get()
                        .uri(uri)
                        .retrieve()
                        .bodyToMono(String.class)
                        .block());
    }

    @ParameterizedTest
    @MethodSource("clients")
    void theHeadersOfAFailingAnswerAreRead(Client client) {
        downstream.behave(Answer.status(503).with("Retry-After", "7"));
        Throwable thrown = Thrown.by(() -> client.get(downstream.uri())).orElseThrow();

        assertThat(AnswerHeaders.find(new IllegalStateException("wrapped", thrown), "Retry-After"))
                .contains("7");
        assertThat(AnswerHeaders.find(thrown, "X-Other")).isEmpty();
    }

    /** Jetty's client has one exception for both. */
    @Test
    void anEndWithinAnAnswerIsNoneBeforeIt() throws Exception {
        HttpClient jetty = new HttpClient();
        jetty.start();
        try {
            RestClient client = RestClient.builder()
                    .requestFactory(new JettyClientHttpRequestFactory(jetty))
                    .build();

            downstream.behave(CutAfter.length(10, CutAfter.End.FIN));
            assertThat(fault(client)).isEqualTo(Fault.RESPONSE_INCOMPLETE);
            downstream.behave(new CloseUnanswered());
            assertThat(fault(client)).isEqualTo(Fault.CONNECTION_TERMINATED);
        } finally {
            jetty.stop();
        }
    }

    static Stream<ClientHttpRequestFactory> factories() {
        return Stream.of(
                new JdkClientHttpRequestFactory(),
                new SimpleClientHttpRequestFactory(),
                new HttpComponentsClientHttpRequestFactory());
    }

    /** They have one exception for both, the JDK's where the answer's end is the connection's. */
    @ParameterizedTest
    @MethodSource("factories")
    void aResetWithinAnAnswerIsNoneBeforeIt(ClientHttpRequestFactory factory) {
        RestClient client = RestClient.builder().requestFactory(factory).build();

        downstream.behave(call -> {
            call.send("HTTP/1.1 200 OK\r\n\r\nhalf of it");
            call.pause(SETTLING);
            call.reset();
        });
        assertThat(fault(client)).isEqualTo(Fault.RESPONSE_INCOMPLETE);
        downstream.behave(new Reset());
        assertThat(fault(client)).isEqualTo(Fault.CONNECTION_TERMINATED);
    }

    /** {@code HttpURLConnection} has a status for it that is none, which Spring refuses. */
    @Test
    void garbageOfAStatusLineIsNoMistakeOfTheApps() {
        downstream.behave(call -> {
            call.send("garbage\r\n\r\n");
            call.close();
        });

        assertThat(fault(RestClient.builder()
                        .requestFactory(new SimpleClientHttpRequestFactory())
                        .build()))
                .isEqualTo(Fault.PROTOCOL_ERROR);
    }

    private Fault fault(RestClient client) {
        Throwable thrown = Thrown.by(
                        () -> client.get().uri(downstream.uri()).retrieve().body(byte[].class))
                .orElseThrow();
        return classifier.classify(thrown).map(Outcome.Failed::fault).orElseThrow();
    }
}
