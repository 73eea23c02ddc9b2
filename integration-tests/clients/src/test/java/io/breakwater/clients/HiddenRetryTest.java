package io.breakwater.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.downstream.Answer;
import io.breakwater.downstream.Refuse;
import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.fault.Fault;
import io.breakwater.internal.fault.FaultClassifier;
import io.breakwater.internal.fault.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/**
 * Clients that send a POST again by themselves: when the second connect is refused, the exception tells of that alone, and a
 * third sending by us could place a second order.
 */
class HiddenRetryTest {

    private final FaultClassifier classifier = new FaultClassifier();

    /**
     * Serves one request well, keeps the connection, reads a second request and takes down the port before it ends the
     * connection without an answer.
     */
    private static final class Vanishing implements AutoCloseable {
        private final ServerSocket listener;
        private final CountDownLatch gone = new CountDownLatch(1);

        Vanishing() throws IOException {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread server = new Thread(this::serve, "vanishing");
            server.setDaemon(true);
            server.start();
        }

        private void serve() {
            try (Socket socket = listener.accept()) {
                readRequest(socket.getInputStream());
                socket.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));
                readRequest(socket.getInputStream());
                listener.close();
                gone.countDown();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Up to the body, which is one byte long. */
        private static void readRequest(InputStream in) throws IOException {
            StringBuilder read = new StringBuilder();
            int next = in.read();
            while (next >= 0 && !(read.append((char) next).indexOf("\r\n\r\n") >= 0)) {
                next = in.read();
            }
            assertThat(in.read()).isEqualTo('x');
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
        }

        void awaitGone() throws InterruptedException {
            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    @Test
    void urlConnectionConnectsAnewForAPostThatWasSent() throws Exception {
        try (Vanishing downstream = new Vanishing()) {
            URI uri = downstream.uri();
            postByUrlConnection(uri);

            Throwable thrown = Thrown.by(() -> postByUrlConnection(uri)).orElseThrow();

            downstream.awaitGone();
            assertMayHaveArrived(thrown);
        }
    }

    @Test
    void okHttpConnectsAnewForAPostThatWasSent() throws Exception {
        OkHttpClient client = new OkHttpClient();
        try (Vanishing downstream = new Vanishing()) {
            URI uri = downstream.uri();
            postByOkHttp(client, uri);

            Throwable thrown = Thrown.by(() -> postByOkHttp(client, uri)).orElseThrow();

            downstream.awaitGone();
            assertMayHaveArrived(thrown);
        } finally {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }

    @Test
    void aPostThatNobodyGotIsStillKnownForIt() throws Exception {
        OkHttpClient client = new OkHttpClient();
        try (ScriptedDownstream downstream = ScriptedDownstream.start()) {
            downstream.behave(Answer.ok("calm"));
            postByOkHttp(client, downstream.uri());
            downstream.forget();
            downstream.behave(new Refuse());
            client.connectionPool().evictAll();

            Throwable thrown =
                    Thrown.by(() -> postByOkHttp(client, downstream.uri())).orElseThrow();
            assertThat(classifier.classify(thrown))
                    .as(Thrown.chain(thrown))
                    .map(Outcome.Failed::fault)
                    .contains(Fault.CONNECTION_REFUSED);
            assertThat(downstream.requests()).isZero();
        }
    }

    private void assertMayHaveArrived(Throwable thrown) {
        assertThat(classifier.classify(thrown))
                .as(Thrown.chain(thrown))
                .map(Outcome.Failed::fault)
                .contains(Fault.CONNECTION_TERMINATED);
    }

    private static void postByUrlConnection(URI uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setDoOutput(true);
        connection.getOutputStream().write('x');
        try (InputStream in = connection.getInputStream()) {
            in.readAllBytes();
        }
    }

    private static void postByOkHttp(OkHttpClient client, URI uri) throws IOException {
        Request request = new Request.Builder()
                .url(uri.toString())
                .post(RequestBody.create(new byte[] {'x'}))
                .build();
        try (Response response = client.newCall(request).execute()) {
            response.body().bytes();
        }
    }
}
