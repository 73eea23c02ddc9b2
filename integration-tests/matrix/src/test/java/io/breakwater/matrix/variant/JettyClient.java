package io.breakwater.matrix.variant;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The client of Jetty's proxies. */
final class JettyClient {

    private JettyClient() {}

    static ClientConnector connector(Environment surroundings) {
        ClientConnector connector = new ClientConnector();
        SslContextFactory.Client tls = new SslContextFactory.Client();
        tls.setSslContext(surroundings.tls());
        connector.setSslContextFactory(tls);
        return connector;
    }

    static HttpClient prepare(HttpClient client, Environment surroundings) {
        client.setConnectTimeout(surroundings.connectMillis());
        client.setSocketAddressResolver(new Resolver());
        return client;
    }

    private static final class Resolver implements SocketAddressResolver {
        @Override
        public void resolve(String host, int port, Promise<List<InetSocketAddress>> promise) {
            try {
                promise.succeeded(Arrays.stream(Environment.resolve(host))
                        .map(address -> new InetSocketAddress(address, port))
                        .toList());
            } catch (UnknownHostException e) {
                promise.failed(e);
            }
        }
    }
}
