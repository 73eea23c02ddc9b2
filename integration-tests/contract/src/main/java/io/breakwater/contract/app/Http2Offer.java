package io.breakwater.contract.app;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A client that offers to go on in HTTP/2, as the JDK's does, and a container that does not take it up: most containers here
 * would.
 */
public final class Http2Offer implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(
                new HttpServletRequestWrapper((HttpServletRequest) request) {
                    @Override
                    public @Nullable String getHeader(String name) {
                        return name.equalsIgnoreCase("Upgrade") ? "h2c" : super.getHeader(name);
                    }
                },
                response);
    }
}
