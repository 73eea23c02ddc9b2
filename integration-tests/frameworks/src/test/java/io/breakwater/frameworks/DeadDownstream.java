package io.breakwater.frameworks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A service that nobody runs. */
final class DeadDownstream {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private DeadDownstream() {}

    /** Asks it, which ends in the client's exception. */
    static String ask() throws IOException {
        // Bound, so that the port is nobody else's, and not listening, so that connects are refused.
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bound.getLocalPort()))
                    .build();
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The same for those that take no checked exceptions. */
    static String askUnchecked() {
        try {
            return ask();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
