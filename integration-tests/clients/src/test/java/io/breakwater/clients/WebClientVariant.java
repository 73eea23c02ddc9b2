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
final class WebClientVariant implements ProxyVariant {

    private final ConnectionProvider pool = pool("web");
    private final WebClient client;

    WebClientVariant(SSLContext tls) {
        this.client = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(netty(pool, tls)))
                .build();
    }

    static ConnectionProvider pool(String name) {
        return ConnectionProvider.builder(name)
                .maxConnections(1)
                .pendingAcquireMaxCount(1)
                .pendingAcquireTimeout(Patience.CONNECT)
                .build();
    }

    static HttpClient netty(ConnectionProvider pool, SSLContext tls) {
        JdkSslContext context = new JdkSslContext(
                tls,
                true,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                (ApplicationProtocolConfig) null,
                ClientAuth.NONE,
                null,
                false);
        return HttpClient.create(pool)
                .disableRetry(true)
                .compress(true)
                // The JDK's resolver, so that names are looked up nowhere but in the hosts file of the test.
                .resolver(DefaultAddressResolverGroup.INSTANCE)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Patience.connectMillis())
                .responseTimeout(Patience.ANSWER)
                .secure(spec -> spec.sslContext(context).handshakeTimeout(Patience.ANSWER));
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
