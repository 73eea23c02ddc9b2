package io.breakwater.internal.exchange;

import io.breakwater.internal.fault.Outcome;
import io.breakwater.internal.log.Logs;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * An exception that never reaches the filter, because the app or a framework has caught it and answers in its place, but has
 * left it in a request attribute: for an error page to tell of, or for us.
 */
final class SwallowedException {

    private static final Logger LOG = Logs.of(SwallowedException.class);

    private static final List<String> ATTRIBUTES = List.of(
            ToldFailure.ATTRIBUTE,
            RequestDispatcher.ERROR_EXCEPTION,
            // Spring MVC's DispatcherServlet, Spring Boot's DefaultErrorAttributes
            "org.springframework.web.servlet.DispatcherServlet.EXCEPTION",
            "org.springframework.boot.web.servlet.error.DefaultErrorAttributes.ERROR",
            "org.springframework.boot.webmvc.error.DefaultErrorAttributes.ERROR");

    private SwallowedException() {}

    /** Whether the app has said that its downstream has failed, or has answered as if it had. */
    private static boolean mayHideBehind(int status, Attempt attempt) {
        return status >= 500 || attempt.told() != null;
    }

    /** The failure that an exception left behind tells of; empty when there is none, or it is the app's own. */
    static Optional<Outcome.Failed> read(Attempt attempt, int status) {
        if (!mayHideBehind(status, attempt)) {
            return Optional.empty();
        }
        Throwable told = attempt.told();
        if (told != null) {
            return attempt.classify(told);
        }
        ServletRequest request = attempt.exchange().outerRequest();
        for (String name : ATTRIBUTES) {
            if (request.getAttribute(name) instanceof Throwable swallowed) {
                Optional<Outcome.Failed> failure = attempt.classify(swallowed)
                        .filter(failed -> !Outcome.isFailing(status) || ThrownFailure.isAppsTimeout(swallowed));
                if (failure.isPresent()) {
                    return failure;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether an error of that status, which the app leaves to the container, has a failure behind it. */
    static boolean hidesBehind(int status, Attempt attempt) {
        return read(attempt, status).isPresent();
    }

    /**
     * A 500 with a body has gone out: a downstream's own that the app passes on, or the app's. A handler of its own that catches
     * whatever goes wrong is seldom meant to keep a downstream's failure from the breaker, so where nothing says what was
     * caught, one WARN tells what would.
     */
    static void tellOfOwnWords(Exchange exchange) {
        ServletRequest request = exchange.outerRequest();
        boolean known = ATTRIBUTES.stream().anyMatch(name -> request.getAttribute(name) instanceof Throwable);
        if (!known && exchange.asked().tellsOfOwnWords()) {
            LOG.warn(
                    "route {}: a 500 with a body was answered, and nothing says what went wrong (correlationId={}, told"
                            + " once). A downstream's own that is passed on is no failure here unless retry.on lists 500. If"
                            + " the app has caught a downstream's failure, breaker, retries, log and metrics do not hear of it:"
                            + " throw it on, or set the request attribute {} to it (docs/frameworks.md)",
                    exchange.asked().name(),
                    exchange.correlationId(),
                    ToldFailure.ATTRIBUTE);
        }
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
