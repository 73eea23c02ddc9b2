package io.breakwater.internal.exchange.fake;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** A chain of a class that nobody knows to run twice, although this one does: it is made of links. */
public class Link implements FilterChain {

    private final List<Filter> filters;
    private final App app;

    public Link(List<Filter> filters, App app) {
        this.filters = filters;
        this.app = app;
    }

    /** Makes the link behind this one. */
    protected Link next(List<Filter> rest, App sameApp) {
        return new Link(rest, sameApp);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response) throws IOException, ServletException {
        if (filters.isEmpty()) {
            app.serve((HttpServletRequest) request, (HttpServletResponse) response);
        } else {
            filters.get(0).doFilter(request, response, next(filters.subList(1, filters.size()), app));
        }
    }
}
