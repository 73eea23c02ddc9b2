package io.breakwater.matrix.variant;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** A servlet on Apache HttpClient 5, classic, with its own retries as they come. */
final class ApacheVariant extends JettyHost {
    private final Environment surroundings;

    ApacheVariant(Environment surroundings) {
        this.surroundings = surroundings;
    }

    private CloseableHttpClient client() {
        int answer = surroundings.answerMillis();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(surroundings.tls()))
                        .setDnsResolver(new Resolver())
                        .setMaxConnTotal(1000)
                        .setMaxConnPerRoute(1000)
                        .setDefaultSocketConfig(SocketConfig.custom()
                                .setSoTimeout(answer, TimeUnit.MILLISECONDS)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(surroundings.connectMillis(), TimeUnit.MILLISECONDS)
                                .setSocketTimeout(answer, TimeUnit.MILLISECONDS)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(answer, TimeUnit.MILLISECONDS)
                        .build())
                .build();
    }

    @Override
    Servlet servlet() {
        return new Proxy(surroundings.targets(), client());
    }

    private static final class Resolver extends SystemDefaultDnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return Environment.resolve(host);
        }
    }

    private static final class Proxy extends CopyingServlet {
        private static final long serialVersionUID = 1L;

        private final transient CloseableHttpClient client;

        Proxy(Targets targets, CloseableHttpClient client) {
            super(targets);
            this.client = client;
        }

        @Override
        void ask(URI target, String method, byte[] body, HttpServletResponse answer) throws IOException {
            HttpUriRequestBase request = new HttpUriRequestBase(method, target);
            if (body.length > 0) {
                request.setEntity(new ByteArrayEntity(body, ContentType.TEXT_PLAIN));
            }
            client.execute(request, response -> {
                copy(response, answer);
                return null;
            });
        }

        private static void copy(ClassicHttpResponse from, HttpServletResponse to) throws IOException {
            Map<String, List<String>> headers = new TreeMap<>();
            for (Header header : from.getHeaders()) {
                headers.computeIfAbsent(header.getName(), name -> new ArrayList<>())
                        .add(header.getValue());
            }
            HttpEntity entity = from.getEntity();
            try (InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent()) {
                copy(from.getCode(), headers, body, to);
            }
        }
    }
}
