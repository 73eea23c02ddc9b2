package io.breakwater.benchmarks;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A browser's GET, with its headers in a list as containers keep them. */
final class StubRequest extends HttpServletRequestWrapper {

    private static final ServletContext CONTEXT = context();

    private final String[] headers;

    /** A browser's, with more headers, each a name and a value; one that the browser sends too takes its place. */
    StubRequest(String... more) {
        super(Absent.of(HttpServletRequest.class));
        String[] browser = {
            "Host", "shop.example",
            "User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)",
            "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language", "en-GB,en;q=0.9",
            "Accept-Encoding", "gzip, deflate, br",
            "Cookie", "session=0123456789abcdef",
            "Sec-Fetch-Dest", "document",
            "Connection", "keep-alive"
        };
        // A container finds the first of a name first.
        this.headers = new String[more.length + browser.length];
        System.arraycopy(more, 0, headers, 0, more.length);
        System.arraycopy(browser, 0, headers, more.length, browser.length);
    }

    private static ServletContext context() {
        SessionCookieConfig unnamed = (SessionCookieConfig) Proxy.newProxyInstance(
                StubRequest.class.getClassLoader(),
                new Class<?>[] {SessionCookieConfig.class},
                (proxy, method, arguments) -> null);
        return (ServletContext) Proxy.newProxyInstance(
                StubRequest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> unnamed);
    }

    @Override
    public @Nullable String getHeader(String name) {
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equalsIgnoreCase(name)) {
                return headers[i + 1];
            }
        }
        return null;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String value = getHeader(name);
        return value == null ? Collections.emptyEnumeration() : Collections.enumeration(Collections.singleton(value));
    }

    @Override
    public Enumeration<Locale> getLocales() {
        return Collections.enumeration(Collections.singleton(Locale.UK));
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return null;
    }

    @Override
    public void removeAttribute(String name) {}

    @Override
    public ServletContext getServletContext() {
        return CONTEXT;
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }

    @Override
    public String getMethod() {
        return "GET";
    }

    @Override
    public String getRequestURI() {
        return "/shop/api/orders/4711";
    }

    @Override
    public String getScheme() {
        return "https";
    }

    @Override
    public String getServerName() {
        return "shop.example";
    }

    @Override
    public int getServerPort() {
        return 443;
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
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
    public String getContextPath() {
        return "/shop";
    }

    @Override
    public long getContentLengthLong() {
        return -1;
    }

    @Override
    public boolean isAsyncStarted() {
        return false;
    }

    @Override
    public DispatcherType getDispatcherType() {
        return DispatcherType.REQUEST;
    }
}
