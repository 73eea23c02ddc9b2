package io.breakwater;

import io.breakwater.internal.config.SettingsLoader;
import io.breakwater.internal.config.SettingsSources;
import io.breakwater.internal.correlation.CorrelatedRequest;
import io.breakwater.internal.correlation.CorrelationId;
import io.breakwater.internal.correlation.LogContext;
import io.breakwater.internal.correlation.TraceIds;
import io.breakwater.internal.correlation.TraceParent;
import io.breakwater.internal.wrapper.AllowedMethods;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request its correlation id, for filters that run before {@link BreakwaterFilter} and want it in their log lines
 * too. Optional; register it first, for REQUEST, FORWARD, ASYNC and ERROR: what resets the response and forwards to an error
 * page, as Spring Boot does in a WAR, wipes the id off with the rest. The two share one id: what this filter makes is what the
 * other finds in the request's header and accepts.
 *
 * <p>Thread-safe.
 */
public final class CorrelationIdFilter implements Filter {

    private static final String ID_ATTRIBUTE = "io.breakwater.correlationId";

    private @Nullable String header;

    /** For web.xml: reads the header's name from the settings when the container starts it. */
    public CorrelationIdFilter() {}

    /**
     * For code.
     *
     * @param header the name of the header that carries the id
     */
    public CorrelationIdFilter(String header) {
        this.header = header;
    }

    /**
     * Reads the settings, unless it was given the header's name.
     *
     * @throws io.breakwater.config.SettingsException when any setting is wrong
     */
    @Override
    public void init(FilterConfig config) {
        if (header == null) {
            SettingsSources.Builder sources = SettingsSources.builder();
            FilterSources.addTo(sources, config);
            header = SettingsLoader.load(sources.build()).settings().correlationHeader();
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String name = header;
        if (name == null
                || !(request instanceof HttpServletRequest httpRequest)
                || !(response instanceof HttpServletResponse httpResponse)) {
            chain.doFilter(request, response);
            return;
        }
        boolean known = httpRequest.getAttribute(ID_ATTRIBUTE) != null;
        String id = idOf(httpRequest, name);
        if (known && request.getDispatcherType() == DispatcherType.FORWARD) {
            // Within a dispatch that has come by us, whose log context and request are there.
            bear(httpResponse, name, id);
            chain.doFilter(request, response);
            return;
        }
        if (!httpResponse.isCommitted()) {
            httpResponse.setHeader(name, id);
        }
        try (LogContext context = LogContext.open(id, TraceIds.of(httpRequest.getHeader(TraceParent.HEADER)))) {
            chain.doFilter(CorrelatedRequest.of(httpRequest, name, id), httpResponse);
        }
        if (!request.isAsyncStarted()) {
            bear(httpResponse, name, id);
            AllowedMethods.unwrap(httpRequest, httpResponse);
        }
    }

    /** Somebody may have reset the response. No wrapper sees to that, since some containers serve files only to their own. */
    private static void bear(HttpServletResponse response, String header, String id) {
        if (!response.isCommitted() && !response.containsHeader(header)) {
            response.setHeader(header, id);
        }
    }

    /** An error page or an asynchronous dispatch gets the container's own request again, which knows the id by attribute only. */
    private static String idOf(HttpServletRequest request, String header) {
        if (request.getAttribute(ID_ATTRIBUTE) instanceof String known) {
            return known;
        }
        String id = CorrelationId.acceptOrMake(request.getHeader(header));
        request.setAttribute(ID_ATTRIBUTE, id);
        return id;
    }
}
