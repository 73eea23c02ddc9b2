package io.breakwater.jetty12;

import io.breakwater.contract.UnreadEarlyAnswerContract;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.eclipse.jetty.ee10.proxy.AsyncProxyServlet;
import org.eclipse.jetty.ee10.proxy.ProxyServlet;
import org.junit.jupiter.api.Nested;

/** Jetty's proxies behind the guard, when the downstream answers early. */
final class Jetty12EarlyAnswerTest {
    @Nested
    final class Blocking extends UnreadEarlyAnswerContract {
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
    final class NonBlocking extends UnreadEarlyAnswerContract {
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
