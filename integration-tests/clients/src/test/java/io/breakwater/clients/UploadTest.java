package io.breakwater.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.downstream.Bytes;
import io.breakwater.downstream.CloseUnanswered;
import io.breakwater.downstream.InUpload;
import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.FaultClassifier;
import io.breakwater.internal.fault.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.InputStreamEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Uploads that are streamed, and a downstream that does not wait for their end. */
class UploadTest {

    /** More than the kernel takes by itself. */
    private static final byte[] LONG = Bytes.filler(16 << 20).toArray();

    private static final int PIECE = 8192;

    private final FaultClassifier classifier = new FaultClassifier();
    private final ScriptedDownstream downstream = ScriptedDownstream.start();

    @AfterEach
    void close() {
        downstream.close();
    }

    private void assertTerminated(Thrown.Call call) {
        Throwable thrown = Thrown.by(call).orElseThrow();
        assertThat(classifier.classify(thrown).map(Outcome.Failed::fault))
                .as(Thrown.chain(thrown))
                .contains(Fault.CONNECTION_TERMINATED);
    }

    private void postByUrlConnection(byte[] body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) downstream.uri().toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            for (int from = 0; from < body.length; from += PIECE) {
                out.write(body, from, Math.min(PIECE, body.length - from));
            }
        }
        connection.getInputStream().readAllBytes();
    }

    @ParameterizedTest
    @EnumSource(
            value = InUpload.class,
            names = {"FIN", "RST"})
    void urlConnectionIsBrokenOffWhileItStreams(InUpload interruption) {
        downstream.behave(interruption);

        assertTerminated(() -> postByUrlConnection(LONG));
    }

    @Test
    void urlConnectionHasStreamedAndGetsNoAnswer() {
        downstream.behave(new CloseUnanswered());

        assertTerminated(() -> postByUrlConnection(new byte[] {'x'}));
    }

    /** What it throws stands for the reason why there is no second try, and behind it is why there was need of one. */
    @Test
    void apache4SaysThatItCannotTryAgain() throws IOException {
        downstream.behave(InUpload.RST);
        HttpPost post = new HttpPost(downstream.uri());
        post.setEntity(new InputStreamEntity(new ByteArrayInputStream(LONG), LONG.length));
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            assertTerminated(() -> client.execute(post));
        }
    }
}
