package io.breakwater.clients;

import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.net.URI;
import javax.net.ssl.SSLContext;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Spring's {@link WebClient} over Reactor Netty, with one connection and without its own retry. */
final class WebClientWay implements Way {

    private final ConnectionProvider pool = ConnectionProvider.builder("one")
            .maxConnections(1)
            .pendingAcquireMaxCount(1)
            .pendingAcquireTimeout(Patience.CONNECT)
            .build();
    private final WebClient client;

    WebClientWay(SSLContext tls) {
        JdkSslContext context = new JdkSslContext(
                tls,
                true,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                (ApplicationProtocolConfig) null,
                ClientAuth.NONE,
                null,
                false);
        this.client = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create(pool)
                        .disableRetry(true)
                        // The JDK's resolver, so that names are looked up nowhere but in the hosts file of the test.
                        .resolver(DefaultAddressResolverGroup.INSTANCE)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Patience.connectMillis())
                        .responseTimeout(Patience.ANSWER)
                        .secure(spec -> spec.sslContext(context).handshakeTimeout(Patience.ANSWER))))
                .build();
    }

    @Override
    public void get(URI uri) {
        client.get().uri(uri).retrieve().bodyToMono(byte[].class).block();
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
