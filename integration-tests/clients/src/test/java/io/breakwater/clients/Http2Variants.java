package io.breakwater.clients;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.springframework.http.client.JettyClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider;

/** The clients that speak HTTP/2, in clear text and in TLS. */
enum Http2Variants {
    JDK(trusted -> new ProxyVariant() {
        private final HttpClient client =
                HttpClient.newBuilder().sslContext(trusted.sslContext()).build();

        @Override
        public void get(URI uri) throws Exception {
            client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
        }

        @Override
        public void close() {
            // It ends with its last reference.
        }
    }),
    OKHTTP(trusted -> new ProxyVariant() {
        private final OkHttpClient secure = new OkHttpClient.Builder()
                .sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager())
                .build();
        private final OkHttpClient clear = secure.newBuilder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .build();

        @Override
        public void get(URI uri) throws IOException {
            OkHttpVariant.get(uri.getScheme().equals("https") ? secure : clear, uri);
        }

        @Override
        public void close() {
            OkHttpVariant.close(secure);
        }
    }),
    APACHE(trusted -> new ProxyVariant() {
        private final CloseableHttpAsyncClient client = apache(trusted.sslContext());

        @Override
        public void get(URI uri) throws Exception {
            SimpleHttpRequest request = SimpleRequestBuilder.get(uri).build();
            client.execute(request, null).get();
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }),
    JETTY(trusted -> new ProxyVariant() {
        private final org.eclipse.jetty.client.HttpClient client = jetty(trusted.sslContext());

        @Override
        public void get(URI uri) throws Exception {
            client.newRequest(uri).timeout(10, TimeUnit.SECONDS).send();
        }

        @Override
        public void close() throws IOException {
            JettyVariant.stop(client);
        }
    }),
    REST_CLIENT_JETTY(trusted -> new ProxyVariant() {
        private final org.eclipse.jetty.client.HttpClient jetty = jetty(trusted.sslContext());
        private final RestClient client = RestClient.builder()
                .requestFactory(new JettyClientHttpRequestFactory(jetty))
                .build();

        @Override
        public void get(URI uri) {
            client.get().uri(uri).retrieve().body(byte[].class);
        }

        @Override
        public void close() throws IOException {
            JettyVariant.stop(jetty);
        }
    }),
    REST_CLIENT_REACTOR(trusted -> new ProxyVariant() {
        private final ConnectionProvider pool = ConnectionProvider.create("h2-rest", 2);
        private final reactor.netty.http.client.HttpClient netty = netty(pool, trusted);

        @Override
        public void get(URI uri) {
            RestClient.builder()
                    .requestFactory(new ReactorClientHttpRequestFactory(over(netty, uri)))
                    .build()
                    .get()
                    .uri(uri)
                    .retrieve()
                    .body(byte[].class);
        }

        @Override
        public void close() {
            pool.dispose();
        }
    }),
    WEB_CLIENT(trusted -> new ProxyVariant() {
        private final ConnectionProvider pool = ConnectionProvider.create("h2-web", 2);
        private final reactor.netty.http.client.HttpClient netty = netty(pool, trusted);

        @Override
        public void get(URI uri) {
            WebClient.builder()
                    .clientConnector(new ReactorClientHttpConnector(over(netty, uri)))
                    .build()
                    .get()
                    .uri(uri)
                    .retrieve()
                    .bodyToMono(byte[].class)
                    .block();
        }

        @Override
        public void close() {
            pool.dispose();
        }
    });

    @FunctionalInterface
    private interface Opening {
        ProxyVariant with(HandshakeCertificates trusted);
    }

    @SuppressWarnings("ImmutableEnumChecker") // lambdas that capture nothing
    private final Opening opening;

    Http2Variants(Opening opening) {
        this.opening = opening;
    }

    ProxyVariant open(HandshakeCertificates trusted) {
        return opening.with(trusted);
    }

    private static CloseableHttpAsyncClient apache(SSLContext tls) {
        CloseableHttpAsyncClient client = HttpAsyncClients.customHttp2()
                .disableAutomaticRetries()
                .setTlsStrategy(new DefaultClientTlsStrategy(tls))
                .build();
        client.start();
        return client;
    }

    private static org.eclipse.jetty.client.HttpClient jetty(SSLContext tls) {
        SslContextFactory.Client context = new SslContextFactory.Client();
        context.setSslContext(tls);
        ClientConnector connector = new ClientConnector();
        connector.setSslContextFactory(context);
        return JettyVariant.start(
                new org.eclipse.jetty.client.HttpClient(new HttpClientTransportOverHTTP2(new HTTP2Client(connector))));
    }

    private static reactor.netty.http.client.HttpClient netty(ConnectionProvider pool, HandshakeCertificates trusted) {
        SslProvider.GenericSslContextSpec<?> tls =
                Http2SslContextSpec.forClient().configure(builder -> builder.trustManager(trusted.trustManager()));
        return reactor.netty.http.client.HttpClient.create(pool)
                .disableRetry(true)
                .secure(spec -> spec.sslContext(tls));
    }

    private static reactor.netty.http.client.HttpClient over(reactor.netty.http.client.HttpClient netty, URI uri) {
        return netty.protocol(uri.getScheme().equals("https") ? HttpProtocol.H2 : HttpProtocol.H2C);
    }
}
