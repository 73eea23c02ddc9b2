package io.breakwater.exchange;

import io.breakwater.fault.Outcome;
import io.breakwater.policy.RoutePolicy;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * An exception that never reaches the filter, because a framework has caught it and answers 500 in its place, but has left it
 * in a request attribute for an error page to tell of.
 */
final class SwallowedException {

    private static final List<String> ATTRIBUTES = List.of(
            RequestDispatcher.ERROR_EXCEPTION,
            // Spring MVC's DispatcherServlet, Spring Boot's DefaultErrorAttributes
            "org.springframework.web.servlet.DispatcherServlet.EXCEPTION",
            "org.springframework.boot.web.servlet.error.DefaultErrorAttributes.ERROR",
            "org.springframework.boot.webmvc.error.DefaultErrorAttributes.ERROR");

    private static final String SPRINGS_TIMEOUT =
            "org.springframework.web.context.request.async.AsyncRequestTimeoutException";

    private SwallowedException() {}

    /** The failure that an exception left behind tells of; empty when there is none, or it is the app's own. */
    static Optional<Outcome.Failed> read(Attempt attempt, int status) {
        ServletRequest request = attempt.exchange().outerRequest();
        for (String name : ATTRIBUTES) {
            if (request.getAttribute(name) instanceof Throwable swallowed) {
                Optional<Outcome.Failed> failure = OutcomeReading.classify(attempt, swallowed)
                        .filter(failed -> !RoutePolicy.isFailing(status) || isAppsTimeout(swallowed));
                if (failure.isPresent()) {
                    return failure;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether an error of that status, which the app leaves to the container, has a failure behind it. */
    static boolean hidesBehind(int status, Attempt attempt) {
        return status >= 500 && read(attempt, status).isPresent();
    }

    /** Spring answers that with a 503, which no downstream has sent. */
    private static boolean isAppsTimeout(Throwable swallowed) {
        return swallowed.getClass().getName().equals(SPRINGS_TIMEOUT);
    }

    /** Takes away what a failed attempt has left, so that it is not held against the next one. */
    static void forget(ServletRequest request) {
        for (String name : ATTRIBUTES) {
            if (request.getAttribute(name) != null) {
                request.removeAttribute(name);
            }
        }
    }
}
