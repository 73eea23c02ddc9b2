package io.breakwater.clients;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Jetty's client, with its blocking call. */
final class JettyVariant implements ProxyVariant {

    private final HttpClient client = new HttpClient();

    JettyVariant(SSLContext tls) {
        SslContextFactory.Client context = new SslContextFactory.Client();
        context.setSslContext(tls);
        client.setSslContextFactory(context);
        client.setConnectTimeout(Patience.CONNECT.toMillis());
        client.setMaxConnectionsPerDestination(1);
        client.setMaxRequestsQueuedPerDestination(1);
        start(client);
    }

    @SuppressWarnings("IllegalCatch") // the lifecycle of Jetty declares Exception
    static HttpClient start(HttpClient client) {
        try {
            client.start();
            return client;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void get(URI uri) throws Exception {
        client.newRequest(uri)
                .timeout(Patience.ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                .send();
    }

    @Override
    public void close() throws IOException {
        stop(client);
    }

    @SuppressWarnings("IllegalCatch") // the lifecycle of Jetty declares Exception
    static void stop(HttpClient client) throws IOException {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
