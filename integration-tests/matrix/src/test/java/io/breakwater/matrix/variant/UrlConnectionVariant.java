package io.breakwater.matrix.variant;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/** A servlet on the JDK's {@link HttpURLConnection}. */
final class UrlConnectionVariant extends JettyHost {
    private final Environment surroundings;

    UrlConnectionVariant(Environment surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    Servlet servlet() {
        return new Proxy(surroundings);
    }

    private static final class Proxy extends CopyingServlet {
        private static final long serialVersionUID = 1L;
        private static final int FIRST_FAILURE = 400;

        private final transient Environment surroundings;

        Proxy(Environment surroundings) {
            super(surroundings.targets());
            this.surroundings = surroundings;
        }

        @Override
        void ask(URI target, String method, byte[] body, HttpServletResponse answer) throws IOException {
            HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
            if (connection instanceof HttpsURLConnection https) {
                https.setSSLSocketFactory(surroundings.tls().getSocketFactory());
            }
            connection.setConnectTimeout(surroundings.connectMillis());
            connection.setReadTimeout(surroundings.answerMillis());
            connection.setRequestMethod(method);
            if (body.length > 0) {
                connection.setDoOutput(true);
                connection.getOutputStream().write(body);
            }
            int status = connection.getResponseCode();
            try (InputStream in = body(connection, status)) {
                copy(status, headers(connection), in, answer);
            }
        }

        private static InputStream body(HttpURLConnection connection, int status) throws IOException {
            @Nullable InputStream body = status < FIRST_FAILURE ? connection.getInputStream() : connection.getErrorStream();
            return body == null ? InputStream.nullInputStream() : body;
        }

        /** The status line is among them, under no name. */
        private static Map<String, List<String>> headers(HttpURLConnection connection) {
            Map<String, List<String>> headers = new TreeMap<>();
            connection.getHeaderFields().forEach((name, values) -> {
                if (name != null) {
                    headers.put(name, values);
                }
            });
            return headers;
        }
    }
}
