package io.breakwater.downstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Through a client that is not ours, which finds every mistake in the frames. */
final class Http2Test {
    private static final int LONG_BODY = 300_000;

    @AutoClose
    private final ScriptedDownstream downstream = ScriptedDownstream.start();

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> ask() throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(downstream.uri()).build(), BodyHandlers.ofString());
    }

    @Test
    void answersOneRequestAfterTheOtherAndCountsEach() throws Exception {
        downstream.behave(Http2.answering(Http2Failure::ok));

        assertThat(ask().version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(ask().body()).isEqualTo("calm");
        assertThat(downstream.requests()).isEqualTo(2);
        assertThat(downstream.connections()).isEqualTo(1);
    }

    @Test
    void sendsABodyThatIsLongerThanAWindow() throws Exception {
        downstream.behave(Http2.answering(stream -> {
            stream.ok();
            stream.data(Bytes.filler(LONG_BODY), true);
        }));

        assertThat(ask().body()).isEqualTo(Bytes.filler(LONG_BODY).utf8());
    }

    @Test
    void takesABodyThatIsLongerThanAWindow() throws Exception {
        downstream.behave(Http2.answering(Http2Failure::ok));
        ask();

        HttpRequest post = HttpRequest.newBuilder(downstream.uri())
                .POST(BodyPublishers.ofString(Bytes.filler(LONG_BODY).utf8()))
                .build();

        assertThat(client.send(post, BodyHandlers.ofString()).body()).isEqualTo("calm");
    }

    @Test
    void eachStreamMeetsWhatIsItsTurn() throws Exception {
        downstream.behave(Http2.answering(Http2Failure.INTERNAL_ERROR, Http2Failure::ok));

        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
        assertThat(ask().body()).isEqualTo("calm");
    }

    @Test
    void whoDoesNotSpeakItIsTold() throws Exception {
        downstream.behave(Http2.answering(Http2Failure::ok));

        assertThat(Wire.lastGet(downstream, "/").text()).startsWith("HTTP/1.1 426 ");
    }

    @ParameterizedTest
    @EnumSource
    void noFailureLooksLikeAnAnswer(Http2Failure failure) {
        downstream.behave(Http2.answering(failure));

        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
    }
}
