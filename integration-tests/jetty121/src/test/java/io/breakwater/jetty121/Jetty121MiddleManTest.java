package io.breakwater.jetty121;

import io.breakwater.Breakwater;
import io.breakwater.contract.AsyncProxyContract;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.ee11.proxy.AsyncMiddleManServlet;

/** Jetty's {@code AsyncMiddleManServlet} behind the guard. */
final class Jetty121MiddleManTest extends AsyncProxyContract {
    @Override
    protected HttpServlet proxyTo(URI downstream) {
        return new Proxy(downstream);
    }

    @Override
    protected HttpServlet tellingProxyTo(URI downstream) {
        return new TellingProxy(downstream);
    }

    private static class Proxy extends AsyncMiddleManServlet {
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

    /** As docs/frameworks.md has it. */
    private static final class TellingProxy extends Proxy {
        private static final long serialVersionUID = 1L;

        TellingProxy(URI downstream) {
            super(downstream);
        }

        @Override
        protected void onProxyResponseFailure(
                HttpServletRequest request, HttpServletResponse response, Response answer, Throwable failure) {
            request.setAttribute(Breakwater.FAILURE_ATTRIBUTE, failure);
            super.onProxyResponseFailure(request, response, answer, failure);
        }
    }
}
