package io.breakwater.clients;

import java.io.IOException;
import java.net.URI;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp. */
final class OkHttpVariant implements ProxyVariant {

    private final OkHttpClient client;

    OkHttpVariant(SSLContext tls, X509TrustManager trust) {
        this.client = new OkHttpClient.Builder()
                .sslSocketFactory(tls.getSocketFactory(), trust)
                .connectTimeout(Patience.CONNECT)
                .readTimeout(Patience.ANSWER)
                .build();
    }

    @Override
    public void get(URI uri) throws IOException {
        get(client, uri);
    }

    static void get(OkHttpClient client, URI uri) throws IOException {
        try (Response response = client.newCall(
                        new Request.Builder().url(uri.toString()).build())
                .execute()) {
            response.body().bytes();
        }
    }

    @Override
    public void close() {
        close(client);
    }

    static void close(OkHttpClient client) {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
