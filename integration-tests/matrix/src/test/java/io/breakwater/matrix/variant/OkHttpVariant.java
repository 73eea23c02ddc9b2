package io.breakwater.matrix.variant;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A servlet on OkHttp, with its own retries as they come. */
final class OkHttpVariant extends JettyHost {
    private final Environment surroundings;

    OkHttpVariant(Environment surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    Servlet servlet() {
        OkHttpClient client = new OkHttpClient.Builder()
                .dispatcher(new Dispatcher())
                .sslSocketFactory(surroundings.tls().getSocketFactory(), surroundings.trust())
                .dns(host -> List.of(Environment.resolve(host)))
                .connectTimeout(surroundings.connect())
                .readTimeout(surroundings.answer())
                .build();
        return new Proxy(surroundings.targets(), client);
    }

    private static final class Proxy extends CopyingServlet {
        private static final long serialVersionUID = 1L;

        private final transient OkHttpClient client;

        Proxy(Targets targets, OkHttpClient client) {
            super(targets);
            this.client = client;
        }

        @Override
        void ask(URI target, String method, byte[] body, HttpServletResponse answer) throws IOException {
            Request request = new Request.Builder()
                    .url(target.toString())
                    .method(method, body.length == 0 ? null : RequestBody.create(body))
                    .build();
            try (Response response = client.newCall(request).execute();
                    InputStream in = response.body().byteStream()) {
                copy(response.code(), response.headers().toMultimap(), in, answer);
            }
        }

        @Override
        public void destroy() {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }
}
