package io.breakwater.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.internal.http2.StreamResetException;

/** A client of HTTP/2 in the clear, by prior knowledge (RFC 9113, section 3.3). */
final class Http2Client implements AutoCloseable {
    private final URI app;
    private final AtomicInteger connections = new AtomicInteger();
    private final OkHttpClient client = new OkHttpClient.Builder()
            .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
            .readTimeout(Duration.ofSeconds(10))
            .retryOnConnectionFailure(false)
            .eventListener(new Connects())
            .build();

    Http2Client(URI app) {
        this.app = app;
    }

    /** Counts connections. */
    private final class Connects extends EventListener {
        @Override
        public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
            connections.incrementAndGet();
        }
    }

    /** How many were made so far. */
    int connections() {
        return connections.get();
    }

    /** The status, and the body or {@code reset} when its stream was reset before its end. */
    String get(String path) throws IOException {
        Request request = new Request.Builder()
                .url(app + path)
                .header("Accept", "text/html")
                .build();
        try (Response response = client.newCall(request).execute()) {
            String body;
            try {
                body = response.body() == null ? "" : response.body().string();
            } catch (StreamResetException e) {
                body = "reset";
            }
            return response.code() + " " + body;
        }
    }

    @Override
    public void close() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }
}
