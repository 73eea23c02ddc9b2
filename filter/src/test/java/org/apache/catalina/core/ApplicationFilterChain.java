package org.apache.catalina.core;

import io.breakwater.internal.exchange.fake.App;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** A chain with a cursor that stays at its end, named like Tomcat's, which has one of this name. */
public final class ApplicationFilterChain implements FilterChain {

    private final List<Filter> filters;
    private final App app;
    private int pos;

    public ApplicationFilterChain(List<Filter> filters, App app) {
        this.filters = filters;
        this.app = app;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response) throws IOException, ServletException {
        if (pos < filters.size()) {
            filters.get(pos++).doFilter(request, response, this);
        } else {
            app.serve((HttpServletRequest) request, (HttpServletResponse) response);
        }
    }
}
