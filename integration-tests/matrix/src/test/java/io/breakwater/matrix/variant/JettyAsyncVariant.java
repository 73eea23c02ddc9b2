package io.breakwater.matrix.variant;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.ee10.proxy.AsyncProxyServlet;
import org.eclipse.jetty.io.ClientConnector;

/** Jetty's {@link AsyncProxyServlet}. */
final class JettyAsyncVariant extends JettyHost {
    private final Environment surroundings;

    JettyAsyncVariant(Environment surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    Servlet servlet() {
        return new Proxy(surroundings);
    }

    private static final class Proxy extends AsyncProxyServlet {
        private static final long serialVersionUID = 1L;

        private final transient Environment surroundings;

        Proxy(Environment surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        protected ClientConnector newClientConnector() {
            return JettyClient.connector(surroundings);
        }

        @Override
        protected HttpClient newHttpClient(ClientConnector connector) {
            setTimeout(surroundings.answerMillis());
            return JettyClient.prepare(super.newHttpClient(connector), surroundings);
        }

        @Override
        protected String rewriteTarget(HttpServletRequest request) {
            return surroundings.targets().of(request.getRequestURI()).toString();
        }
    }
}
