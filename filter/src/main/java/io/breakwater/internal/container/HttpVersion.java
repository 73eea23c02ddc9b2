package io.breakwater.internal.container;

import jakarta.servlet.ServletRequest;

/** Tells the versions of HTTP apart. */
public final class HttpVersion {

    private HttpVersion() {}

    /** Returns whether a request came by HTTP/1.0 or 1.1, whose connections carry one response at a time. */
    public static boolean isHttp1(ServletRequest request) {
        return request.getProtocol().startsWith("HTTP/1");
    }
}
