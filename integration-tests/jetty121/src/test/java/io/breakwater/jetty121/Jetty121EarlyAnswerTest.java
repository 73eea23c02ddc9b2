package io.breakwater.jetty121;

import io.breakwater.contract.EarlyAnswerContract;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.eclipse.jetty.ee11.proxy.AsyncProxyServlet;
import org.eclipse.jetty.ee11.proxy.ProxyServlet;
import org.junit.jupiter.api.Nested;

/** Jetty's proxies behind the guard, when the downstream answers early. */
final class Jetty121EarlyAnswerTest {
    @Nested
    final class Blocking extends EarlyAnswerContract {
        @Override
        protected Servlet proxyTo(URI target) {
            return new ProxyServlet() {
                private static final long serialVersionUID = 1L;

                @Override
                protected String rewriteTarget(HttpServletRequest request) {
                    return target + request.getRequestURI();
                }
            };
        }
    }

    @Nested
    final class NonBlocking extends EarlyAnswerContract {
        @Override
        protected Servlet proxyTo(URI target) {
            return new AsyncProxyServlet() {
                private static final long serialVersionUID = 1L;

                @Override
                protected String rewriteTarget(HttpServletRequest request) {
                    return target + request.getRequestURI();
                }
            };
        }
    }
}
