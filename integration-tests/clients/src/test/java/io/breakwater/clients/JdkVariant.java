package io.breakwater.clients;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import javax.net.ssl.SSLContext;

/** The JDK's {@link HttpClient}. */
final class JdkVariant implements ProxyVariant {

    private final HttpClient client;

    JdkVariant(SSLContext tls) {
        this.client = client(tls);
    }

    static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Patience.CONNECT)
                .sslContext(tls)
                .build();
    }

    @Override
    public void get(URI uri) throws IOException, InterruptedException {
        client.send(HttpRequest.newBuilder(uri).timeout(Patience.ANSWER).build(), BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        // It ends with its last reference.
    }
}
