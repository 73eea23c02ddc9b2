package io.breakwater.servers.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** In front of ours: sets headers and cookies, as filters for security do. */
public final class OuterFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("X-Outer", "outer");
        response.addHeader("Vary", "Origin");
        response.addCookie(new Cookie("first", "1"));
        response.addHeader("Set-Cookie", "second=2");
        chain.doFilter(request, response);
    }
}
