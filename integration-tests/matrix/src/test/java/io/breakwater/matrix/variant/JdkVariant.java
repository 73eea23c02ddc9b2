package io.breakwater.matrix.variant;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A servlet on the JDK's {@link HttpClient}. */
final class JdkVariant extends JettyHost {
    private final Environment surroundings;

    JdkVariant(Environment surroundings) {
        this.surroundings = surroundings;
    }

    static HttpClient client(Environment surroundings) {
        return HttpClient.newBuilder()
                .connectTimeout(surroundings.connect())
                .sslContext(surroundings.tls())
                .build();
    }

    @Override
    Servlet servlet() {
        return new Proxy(surroundings);
    }

    private static final class Proxy extends CopyingServlet {
        private static final long serialVersionUID = 1L;

        private final transient HttpClient client;
        private final transient Environment surroundings;

        Proxy(Environment surroundings) {
            super(surroundings.targets());
            this.surroundings = surroundings;
            this.client = client(surroundings);
        }

        @Override
        void ask(URI target, String method, byte[] body, HttpServletResponse answer)
                throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(target)
                    .timeout(surroundings.answer())
                    .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                    .build();
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                copy(response.statusCode(), response.headers().map(), in, answer);
            }
        }
    }
}
