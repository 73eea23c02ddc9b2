package io.breakwater.jetty121;

import io.breakwater.contract.AsyncProxyContract;
import io.breakwater.contract.ContainerUnderTest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.eclipse.jetty.ee11.proxy.AsyncMiddleManServlet;

/** Jetty's {@code AsyncMiddleManServlet} behind the guard. */
final class Jetty121MiddleManTest extends AsyncProxyContract {
    @Override
    protected ContainerUnderTest newContainer() {
        return new Jetty121Container();
    }

    @Override
    protected HttpServlet proxyTo(URI downstream) {
        return new Proxy(downstream);
    }

    private static final class Proxy extends AsyncMiddleManServlet {
        private static final long serialVersionUID = 1L;

        private final URI downstream;

        Proxy(URI downstream) {
            this.downstream = downstream;
        }

        @Override
        protected String rewriteTarget(HttpServletRequest request) {
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            return downstream + request.getRequestURI() + query;
        }
    }
}
