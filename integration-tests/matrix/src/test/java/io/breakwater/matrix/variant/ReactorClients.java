package io.breakwater.matrix.variant;

import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.resolver.DefaultAddressResolverGroup;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Reactor Netty's client, with its own retry as it comes. */
final class ReactorClients {
    private static final int MANY = 1000;

    private ReactorClients() {}

    static HttpClient client(Environment surroundings) {
        JdkSslContext tls = new JdkSslContext(
                surroundings.tls(),
                true,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                (ApplicationProtocolConfig) null,
                ClientAuth.NONE,
                null,
                false);
        return HttpClient.create(ConnectionProvider.create("matrix", MANY))
                .compress(true)
                // The JDK's, so that names are looked up nowhere but in the hosts file of the test.
                .resolver(DefaultAddressResolverGroup.INSTANCE)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, surroundings.connectMillis())
                .responseTimeout(surroundings.answer())
                .secure(spec -> spec.sslContext(tls).handshakeTimeout(surroundings.connect()));
    }
}
