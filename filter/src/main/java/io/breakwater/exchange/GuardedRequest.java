package io.breakwater.exchange;

import io.breakwater.correlation.CorrelatedRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The request as one attempt sees it: with the correlation id among its headers, and a body that can be read again. */
final class GuardedRequest extends CorrelatedRequest {

    private final Attempt attempt;
    private @Nullable GuardedInput input;
    private @Nullable BufferedReader reader;
    private @Nullable ChangedAttributes changedAttributes;
    private boolean formAwaited;
    /** Null until the app names what it calls. */
    private volatile @Nullable NamedDownstream named;

    GuardedRequest(HttpServletRequest outer, Attempt attempt) {
        super(outer);
        this.attempt = attempt;
    }

    @Override
    protected String correlationHeader() {
        return exchange().correlationHeader();
    }

    @Override
    protected String correlationId() {
        return exchange().correlationId();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (reader != null) {
            throw new IllegalStateException("getReader() has been called for this request");
        }
        return input();
    }

    @Override
    public BufferedReader getReader() throws IOException {
        if (reader == null) {
            if (input != null) {
                throw new IllegalStateException("getInputStream() has been called for this request");
            }
            String encoding = getCharacterEncoding();
            reader = new BufferedReader(
                    encoding == null
                            ? new InputStreamReader(input(), StandardCharsets.ISO_8859_1)
                            : new InputStreamReader(input(), encoding));
        }
        return reader;
    }

    private GuardedInput input() throws IOException {
        if (input == null) {
            input = new GuardedInput(attempt, attempt.exchange().body());
        }
        return input;
    }

    Exchange exchange() {
        return attempt.exchange();
    }

    /** The container's own form would hand the unwrapped pair to the app. */
    @Override
    public AsyncContext startAsync() {
        return startAsync(this, attempt.response());
    }

    @Override
    public AsyncContext startAsync(ServletRequest servletRequest, ServletResponse servletResponse) {
        AsyncContext container = super.startAsync(servletRequest, servletResponse);
        if (!leadsHere(servletRequest)) {
            exchange().shared().remember(exchange());
        }
        return attempt.asyncStarted(container, servletRequest, servletResponse);
    }

    private boolean leadsHere(ServletRequest given) {
        ServletRequest at = given;
        while (at != this && at instanceof ServletRequestWrapper wrapper) {
            at = wrapper.getRequest();
        }
        return at == this;
    }

    /** An attempt that is over is complete, whatever the container still does for the next one. */
    @Override
    public boolean isAsyncStarted() {
        return attempt.ownership().isApps() && super.isAsyncStarted();
    }

    @Override
    public AsyncContext getAsyncContext() {
        return attempt.async()
                .filter(GuardedAsyncContext::isOfThisDispatch)
                .<AsyncContext>map(context -> context)
                .orElseGet(super::getAsyncContext);
    }

    /** A retry begins anew, although the container had to dispatch it. */
    @Override
    public DispatcherType getDispatcherType() {
        DispatcherType type = super.getDispatcherType();
        return type == DispatcherType.ASYNC && attempt.isBegunByThisDispatch() ? DispatcherType.REQUEST : type;
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (value != null && Downstreams.ATTRIBUTE.equals(name)) {
            nameDownstream(value);
        }
        beforeChange(name);
        super.setAttribute(name, value);
    }

    private void nameDownstream(Object value) {
        GuardedRoute next = exchange().route().downstreams().find(value);
        if (next == null || RequestReading.isPreflight(exchange().outerRequest())) {
            return;
        }
        NamedDownstream downstream;
        synchronized (attempt) {
            downstream = named;
            if (downstream == null) {
                downstream = new NamedDownstream(attempt);
                named = downstream;
            }
        }
        // Whoever ends the attempt does so before it looks for a name: it has seen this one, or we see that it is over.
        if (attempt.ownership().isApps()) {
            downstream.moveTo(next);
        }
    }

    /** What the app has named; null while it has not. */
    @Nullable NamedDownstream named() {
        return named;
    }

    @Override
    public void removeAttribute(String name) {
        beforeChange(name);
        super.removeAttribute(name);
    }

    /** What an attempt leaves in the attributes would tell the next that its work has been done. */
    private void beforeChange(String name) {
        if (exchange().policy().settings().retry().isPresent()) {
            synchronized (attempt) {
                if (changedAttributes == null) {
                    changedAttributes = new ChangedAttributes();
                }
                changedAttributes.beforeChange(name, getRequest());
            }
        }
    }

    /** Puts the attributes back that the attempt had found. */
    void restoreAttributes() {
        synchronized (attempt) {
            if (changedAttributes != null) {
                changedAttributes.restore(getRequest());
                changedAttributes = null;
            }
        }
    }

    @Override
    public @Nullable String getParameter(String name) {
        awaitForm();
        return super.getParameter(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        awaitForm();
        return super.getParameterMap();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        awaitForm();
        return super.getParameterNames();
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        awaitForm();
        return super.getParameterValues(name);
    }

    @Override
    public Collection<Part> getParts() throws IOException, ServletException {
        awaitForm();
        return super.getParts();
    }

    @Override
    public @Nullable Part getPart(String name) throws IOException, ServletException {
        awaitForm();
        return super.getPart(name);
    }

    /**
     * The container reads a form from the client, past our input, when it is first asked for a parameter or a part. The app
     * waits for the client meanwhile, not for a downstream.
     */
    private void awaitForm() {
        String type = formAwaited ? null : getContentType();
        formAwaited = true;
        if (type != null && (type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/"))) {
            attempt.clientWaitBegins();
            try {
                super.getParameterMap();
            } finally {
                attempt.clientWaitEnds();
            }
        }
    }
}
