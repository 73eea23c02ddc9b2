package io.breakwater.clients;

import java.io.IOException;
import java.net.URI;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;

/** Spring's {@link RestTemplate} over Apache HttpClient 5. */
final class RestTemplateVariant implements ProxyVariant {

    private final CloseableHttpClient apache;
    private final RestTemplate client;

    RestTemplateVariant(SSLContext tls) {
        this.apache = ApacheVariant.client(tls);
        this.client = new RestTemplate(new HttpComponentsClientHttpRequestFactory(apache));
    }

    @Override
    public void get(URI uri) {
        client.getForObject(uri, byte[].class);
    }

    @Override
    public void close() throws IOException {
        apache.close();
    }
}
