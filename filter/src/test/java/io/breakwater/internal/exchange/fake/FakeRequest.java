package io.breakwater.internal.exchange.fake;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A request by HTTP/1.1. Made by the test, then the container's; thread-safe from then on. */
public final class FakeRequest extends UnusedRequest {

    /** An app with no other servlet than the default one, and without sessions. */
    private static final ServletContext CONTEXT = (ServletContext) Proxy.newProxyInstance(
            FakeRequest.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (self, method, arguments) -> switch (method.getName()) {
                case "getServletRegistrations" -> Map.of();
                case "getSessionCookieConfig" -> null;
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private final String method;
    private volatile String uri;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();
    private final FakeInput input;
    private int length;

    private volatile DispatcherType type = DispatcherType.REQUEST;
    private volatile @Nullable FakeResponse response;
    /** The last cycle of asynchronous operation. */
    private volatile @Nullable FakeAsyncContext async;

    private volatile boolean inDispatch;

    private FakeRequest(String method, String uri, @Nullable String body) {
        this.method = method;
        this.uri = uri;
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        this.input = new FakeInput(bytes);
        this.length = body == null ? -1 : bytes.length;
    }

    public static FakeRequest get(String uri) {
        return new FakeRequest("GET", uri, null);
    }

    /** As a browser asks for a page. */
    public static FakeRequest page(String uri) {
        return get(uri).with("Accept", "text/html").with("Sec-Fetch-Mode", "navigate");
    }

    public static FakeRequest head(String uri) {
        return new FakeRequest("HEAD", uri, null);
    }

    /** As a browser asks whether a script of another origin may post. */
    public static FakeRequest preflight(String uri) {
        return new FakeRequest("OPTIONS", uri, null)
                .with("Origin", "https://shop.example")
                .with("Access-Control-Request-Method", "POST");
    }

    public static FakeRequest post(String uri, String body) {
        return new FakeRequest("POST", uri, body);
    }

    public static FakeRequest put(String uri, String body) {
        return new FakeRequest("PUT", uri, body);
    }

    public FakeRequest with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** Sends the body in chunks, whose length nobody knows before the end. */
    public FakeRequest inChunks() {
        length = -1;
        return this;
    }

    // What the container does with it.

    void answerBy(FakeResponse newResponse) {
        response = newResponse;
    }

    void dispatchBegins(DispatcherType newType) {
        type = newType;
        inDispatch = true;
    }

    /** Returns the cycle that the dispatch has begun; null when it has begun none. */
    @Nullable FakeAsyncContext dispatchEnds(@Nullable FakeAsyncContext before) {
        inDispatch = false;
        FakeAsyncContext now = async;
        return now == before ? null : now;
    }

    void moveTo(String path) {
        setAttribute(AsyncContext.ASYNC_REQUEST_URI, uri);
        uri = path;
    }

    // The Servlet API.

    @Override
    public AsyncContext startAsync() {
        return startAsync(this, Objects.requireNonNull(response));
    }

    @Override
    public synchronized AsyncContext startAsync(ServletRequest given, ServletResponse toFill) {
        FakeAsyncContext last = async;
        if (!inDispatch || (last != null && last.isStarted())) {
            throw new IllegalStateException("Asynchronous operation can't be started now");
        }
        FakeAsyncContext next = new FakeAsyncContext(this, Objects.requireNonNull(response), given, toFill);
        if (last != null) {
            last.tellStartedAgain(next);
        }
        async = next;
        return next;
    }

    @Override
    public boolean isAsyncStarted() {
        FakeAsyncContext known = async;
        return known != null && known.isStarted();
    }

    @Override
    public boolean isAsyncSupported() {
        return true;
    }

    @Override
    public AsyncContext getAsyncContext() {
        FakeAsyncContext known = async;
        if (known == null) {
            throw new IllegalStateException("Asynchronous operation has not been started");
        }
        return known;
    }

    @Override
    public DispatcherType getDispatcherType() {
        return type;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        return Collections.enumeration(List.copyOf(attributes.keySet()));
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            attributes.remove(name);
        } else {
            attributes.put(name, value);
        }
    }

    @Override
    public void removeAttribute(String name) {
        attributes.remove(name);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return headers.get(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String value = headers.get(name);
        return Collections.enumeration(value == null ? List.of() : List.of(value));
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(headers.keySet());
    }

    @Override
    public String getRemoteAddr() {
        return "192.0.2.7";
    }

    @Override
    public String getMethod() {
        return method;
    }

    @Override
    public String getScheme() {
        return "http";
    }

    @Override
    public String getServerName() {
        return "shop.example";
    }

    @Override
    public int getServerPort() {
        return 80;
    }

    @Override
    public @Nullable String getRequestedSessionId() {
        return null;
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return null;
    }

    @Override
    public String getRequestURI() {
        return uri;
    }

    @Override
    public String getContextPath() {
        return "";
    }

    @Override
    public ServletContext getServletContext() {
        return CONTEXT;
    }

    @Override
    public String getServletPath() {
        return uri;
    }

    @Override
    public @Nullable String getPathInfo() {
        return null;
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public int getContentLength() {
        return length;
    }

    @Override
    public long getContentLengthLong() {
        return length;
    }

    @Override
    public @Nullable String getContentType() {
        return headers.get("Content-Type");
    }

    @Override
    public @Nullable String getCharacterEncoding() {
        return null;
    }

    @Override
    public ServletInputStream getInputStream() {
        return input;
    }

    @Override
    public Locale getLocale() {
        return Locale.ENGLISH;
    }

    @Override
    public Enumeration<Locale> getLocales() {
        return Collections.enumeration(List.of(Locale.ENGLISH));
    }
}
