package io.breakwater.matrix.variant;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.apache.http.HttpHost;
import org.apache.http.client.HttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.mitre.dsmiley.httpproxy.ProxyServlet;

/** mitre's {@link ProxyServlet}, which is one on Apache HttpClient 4. */
final class MitreVariant extends JettyHost {
    private final Environment surroundings;

    MitreVariant(Environment surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    Servlet servlet() {
        return new Proxy(surroundings);
    }

    private static final class Proxy extends ProxyServlet {
        private static final long serialVersionUID = 1L;

        private final transient Environment surroundings;

        Proxy(Environment surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        protected void initTarget() {
            // Each request has a target of its own.
            connectTimeout = surroundings.connectMillis();
            readTimeout = surroundings.answerMillis();
            maxConnections = 1000;
        }

        @Override
        protected HttpClient buildHttpClient(HttpClientBuilder builder) {
            return builder.setSSLContext(surroundings.tls())
                    .setDnsResolver(Environment::resolve)
                    .setMaxConnPerRoute(1000)
                    .build();
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            URI target = surroundings.targets().of(request.getRequestURI());
            request.setAttribute(ATTR_TARGET_URI, target.toString());
            request.setAttribute(
                    ATTR_TARGET_HOST, new HttpHost(target.getHost(), target.getPort(), target.getScheme()));
            super.service(request, response);
        }

        @Override
        protected String rewritePathInfoFromRequest(HttpServletRequest request) {
            return "";
        }
    }
}
