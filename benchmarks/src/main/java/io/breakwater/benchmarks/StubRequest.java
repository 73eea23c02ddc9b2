package io.breakwater.benchmarks;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/** A browser's GET, with its headers in a list as containers keep them. */
final class StubRequest extends HttpServletRequestWrapper {

    private final String[] headers;

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
        this.headers = new String[browser.length + more.length];
        System.arraycopy(browser, 0, headers, 0, browser.length);
        System.arraycopy(more, 0, headers, browser.length, more.length);
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
    public String getMethod() {
        return "GET";
    }

    @Override
    public String getRequestURI() {
        return "/shop/api/orders/4711";
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
