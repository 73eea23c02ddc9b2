package io.breakwater.internal.exchange;

import io.breakwater.internal.stale.RequestHead;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;

/** Reads out of a request what decides about kept answers. */
final class StaleRequest {

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private StaleRequest() {}

    static RequestHead headOf(HttpServletRequest request) {
        boolean personal = request.getRequestedSessionId() != null
                || request.getUserPrincipal() != null
                || request.getAttribute(CERTIFICATES) != null;
        return new RequestHead(request.getMethod(), uriOf(request), personal, RequestReading.headersOf(request));
    }

    /** What the client has asked for: a dispatch of the app's may be to another path. */
    private static String uriOf(HttpServletRequest request) {
        Object first = request.getAttribute(AsyncContext.ASYNC_REQUEST_URI);
        Object query = first == null ? request.getQueryString() : request.getAttribute(AsyncContext.ASYNC_QUERY_STRING);
        return request.getScheme() + "://" + request.getServerName() + ":" + request.getServerPort()
                + (first == null ? request.getRequestURI() : first)
                + (query == null ? "" : "?" + query);
    }
}
