package io.breakwater.example.storefront.tour;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks the shop as a browser or a program would. It sends every request once: the storefront turned hidden retries off. */
final class Client {
    /** Well beyond every deadline of the shop: whoever runs into this has found a request that hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI shop;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Client(URI shop) {
        this.shop = shop;
    }

    Received send(Ask ask) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(shop.resolve(ask.path()))
                .timeout(PATIENCE)
                .header("Accept", ask.who().accept());
        if (ask.who() == Ask.Who.PERSON) {
            request.header("Sec-Fetch-Dest", "document");
        }
        if (ask.method().equals("POST")) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString("{\"item\": \"lantern\"}"));
        }
        long start = System.nanoTime();
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (InputStream in = response.body()) {
            in.transferTo(body);
        } catch (IOException e) {
            // That the client notices is the promise, so it is a result and no failure.
            return Received.broken(response.statusCode(), response.headers(), millisSince(start));
        }
        return Received.whole(
                response.statusCode(), response.headers(), body.toString(StandardCharsets.UTF_8), millisSince(start));
    }

    private static long millisSince(long startNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }
}
