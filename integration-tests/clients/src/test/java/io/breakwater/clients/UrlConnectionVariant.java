package io.breakwater.clients;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/** The JDK's {@link HttpURLConnection}. */
final class UrlConnectionVariant implements ProxyVariant {

    private final SSLContext tls;

    UrlConnectionVariant(SSLContext tls) {
        this.tls = tls;
    }

    @Override
    public void get(URI uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        if (connection instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(tls.getSocketFactory());
        }
        connection.setConnectTimeout(Patience.connectMillis());
        connection.setReadTimeout(Patience.answerMillis());
        try (InputStream in = connection.getInputStream()) {
            in.readAllBytes();
        }
    }

    @Override
    public void close() {
        // Nothing is kept.
    }
}
