package io.breakwater.internal.exchange;

import io.breakwater.internal.wrapper.GuardedRequest;
import io.breakwater.internal.wrapper.GuardedResponse;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * What an asynchronous dispatch of the container's brings, as the app behind us has to get it. A plain {@code startAsync()} leaves
 * the container its own pair, so that filters outside find in the dispatch what they find without us; then it is wrapped here.
 * An app may also have started with a pair made from ours, which stays as it is.
 *
 * @param request for the chain
 * @param response for the chain
 * @param isOfApp whether the response was made from ours, so that what filters outside write goes through it
 */
record DispatchedPair(ServletRequest request, ServletResponse response, boolean isOfApp) {

    /** Has the attempt go on with what the container has brought. */
    static DispatchedPair takenUp(Attempt attempt, ServletRequest request, ServletResponse response) {
        ServletRequest forChain = request;
        ServletResponse toFill = response;
        if (request instanceof HttpServletRequest http && GuardedRequest.among(request) == null) {
            attempt.exchange().goOnWith(http);
            attempt.request().setRequest(http);
            forChain = attempt.request();
        }
        boolean isOfApp = GuardedResponse.among(response) != null;
        if (response instanceof HttpServletResponse http && !isOfApp) {
            attempt.goOnWith(http);
            toFill = attempt.response();
        }
        return new DispatchedPair(forChain, toFill, isOfApp);
    }

    /** Has the exchange go on with what the container has brought for another attempt. */
    static void takenUp(Exchange exchange, ServletRequest request, ServletResponse response) {
        if (request instanceof HttpServletRequest http && GuardedRequest.among(request) == null) {
            exchange.goOnWith(http);
        }
        if (response instanceof HttpServletResponse http && GuardedResponse.among(response) == null) {
            exchange.goOnWith(http);
        }
    }
}
