package io.breakwater.contract.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A filter in front whose asynchronous contexts keep dispatches from the container, for paths that begin with {@code /lost}: as a
 * container does that loses one. Thread-safe.
 */
public final class DispatchThief implements Filter {
    private final AtomicInteger stolen = new AtomicInteger();

    /** How many dispatches it has kept. */
    public int stolen() {
        return stolen.get();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        chain.doFilter(http.getRequestURI().startsWith("/lost") ? new Robbed(http) : http, response);
    }

    private final class Robbed extends HttpServletRequestWrapper {
        Robbed(HttpServletRequest request) {
            super(request);
        }

        @Override
        public AsyncContext startAsync() {
            return robbed(super.startAsync());
        }

        @Override
        public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
            return robbed(super.startAsync(request, response));
        }

        @Override
        public AsyncContext getAsyncContext() {
            return robbed(super.getAsyncContext());
        }
    }

    private AsyncContext robbed(AsyncContext real) {
        return (AsyncContext) Proxy.newProxyInstance(
                DispatchThief.class.getClassLoader(), new Class<?>[] {AsyncContext.class}, (proxy, method, args) -> {
                    if (method.getName().equals("dispatch")) {
                        stolen.incrementAndGet();
                        return null;
                    }
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
