package io.breakwater.clients;

import java.net.URI;
import javax.net.ssl.SSLContext;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Spring's {@link RestClient} over the JDK's client, its usual choice. */
final class RestClientVariant implements ProxyVariant {

    private final RestClient client;

    RestClientVariant(SSLContext tls) {
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(JdkVariant.client(tls));
        factory.setReadTimeout(Patience.ANSWER);
        this.client = RestClient.builder().requestFactory(factory).build();
    }

    @Override
    public void get(URI uri) {
        client.get().uri(uri).retrieve().body(byte[].class);
    }

    @Override
    public void close() {
        // The JDK's client ends with its last reference.
    }
}
