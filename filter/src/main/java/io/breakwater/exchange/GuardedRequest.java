package io.breakwater.exchange;

import io.breakwater.correlation.CorrelatedRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
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
    private final Exchange exchange;
    private @Nullable GuardedInput input;
    private @Nullable BufferedReader reader;
    private boolean formAwaited;

    GuardedRequest(HttpServletRequest outer, Attempt attempt) {
        super(outer, attempt.exchange().correlationHeader(), attempt.exchange().correlationId());
        this.attempt = attempt;
        this.exchange = attempt.exchange();
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
            input = new GuardedInput(attempt, exchange.body());
        }
        return input;
    }

    /** The container's own form would hand the unwrapped pair to the app. */
    @Override
    public AsyncContext startAsync() {
        return startAsync(this, attempt.response());
    }

    @Override
    public AsyncContext startAsync(ServletRequest servletRequest, ServletResponse servletResponse) {
        return attempt.asyncStarted(super.startAsync(servletRequest, servletResponse));
    }

    @Override
    public AsyncContext getAsyncContext() {
        return attempt.async().<AsyncContext>map(context -> context).orElseGet(super::getAsyncContext);
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
