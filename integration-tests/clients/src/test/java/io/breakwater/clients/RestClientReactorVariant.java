package io.breakwater.clients;

import java.net.URI;
import javax.net.ssl.SSLContext;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import reactor.netty.resources.ConnectionProvider;

/** Spring's {@link RestClient} over Reactor Netty, Boot's choice where WebClient is there. */
final class RestClientReactorVariant implements ProxyVariant {

    private final ConnectionProvider pool = WebClientVariant.pool("rest");
    private final RestClient client;

    RestClientReactorVariant(SSLContext tls) {
        this.client = RestClient.builder()
                .requestFactory(new ReactorClientHttpRequestFactory(WebClientVariant.netty(pool, tls)))
                .build();
    }

    @Override
    public void get(URI uri) {
        client.get().uri(uri).retrieve().body(byte[].class);
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
