package io.breakwater.servers.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Behind ours: says how often it has run for a request, which has a query of its own, and adds a cookie each time. */
public final class InnerFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, Integer> runs = new ConcurrentHashMap<>();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getQueryString() != null) {
            int run = runs.merge(request.getQueryString(), 1, Integer::sum);
            response.setHeader("X-Inner", Integer.toString(run));
            response.addCookie(new Cookie("attempt" + run, "1"));
        }
        chain.doFilter(request, response);
    }
}
