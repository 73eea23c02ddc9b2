package io.breakwater.clients;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Apache HttpClient 5, classic, with one connection a route and without its own retries. */
final class ApacheVariant implements ProxyVariant {

    private final CloseableHttpClient client;

    ApacheVariant(SSLContext tls) {
        this.client = client(tls);
    }

    static CloseableHttpClient client(SSLContext tls) {
        return HttpClients.custom()
                .disableAutomaticRetries()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
                        .setMaxConnPerRoute(1)
                        .setDefaultSocketConfig(SocketConfig.custom()
                                .setSoTimeout(Patience.answerMillis(), TimeUnit.MILLISECONDS)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Patience.connectMillis(), TimeUnit.MILLISECONDS)
                                .setSocketTimeout(Patience.answerMillis(), TimeUnit.MILLISECONDS)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Patience.answerMillis(), TimeUnit.MILLISECONDS)
                        .setConnectionRequestTimeout(Patience.connectMillis(), TimeUnit.MILLISECONDS)
                        .build())
                .build();
    }

    @Override
    public void get(URI uri) throws IOException {
        client.execute(new HttpGet(uri), response -> {
            HttpEntity content = response.getEntity();
            return content == null ? null : EntityUtils.toByteArray(content);
        });
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
