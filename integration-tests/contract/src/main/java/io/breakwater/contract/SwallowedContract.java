package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.BreakwaterFilter;
import io.breakwater.contract.app.HarbourRule;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.fault.Fault;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frameworks catch the exception, leave it in a request attribute and answer 500: the visitor gets the right page all the same. */
@Promise("Swallowed")
public class SwallowedContract extends GuardedContract {
    private static final String SPRING = "org.springframework.web.servlet.DispatcherServlet.EXCEPTION";

    private static void swallow(HttpServletRequest request, String attribute, Exception thrown) {
        request.setAttribute(attribute, new IllegalStateException("wrapped", thrown));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jakarta.servlet.error.exception",
                SPRING,
                "org.springframework.boot.web.servlet.error.DefaultErrorAttributes.ERROR",
                "org.springframework.boot.webmvc.error.DefaultErrorAttributes.ERROR"
            })
    void anErrorThatHidesAFaultGivesWayToItsPage(String attribute) {
        Subject app = (request, response) -> {
            swallow(request, attribute, new SocketTimeoutException("Read timed out"));
            response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        };

        RawResponse seen = ask(start(app), visit("/"));

        assertThat(seen.status()).isEqualTo(504);
        assertThat(seen.header("Proxy-Status")).contains("error=http_response_timeout");
        assertThat(reports.only().fault()).contains(Fault.RESPONSE_TIMEOUT);
    }

    @Test
    void aBareStatusThatHidesAFaultDoesToo() {
        Subject app = (request, response) -> {
            swallow(request, SPRING, new SocketTimeoutException("Read timed out"));
            response.setStatus(500);
        };

        assertThat(ask(start(app), visit("/")).status()).isEqualTo(504);
    }

    @Test
    void whatTheAppSaysItselfGoesThrough() {
        Subject app = (request, response) -> {
            swallow(request, SPRING, new SocketTimeoutException("Read timed out"));
            response.setStatus(500);
            response.getWriter().write("the app's own words");
        };

        RawResponse seen = ask(start(app), visit("/"));

        assertThat(seen.status()).isEqualTo(500);
        assertThat(seen.body().utf8()).isEqualTo("the app's own words");
    }

    @Test
    void anAnswerThatIsNoErrorGoesThroughWhateverWasSwallowed() {
        Subject app = (request, response) -> {
            swallow(request, SPRING, new SocketTimeoutException("Read timed out"));
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        };

        RawResponse seen = ask(start(app), visit("/"));

        assertThat(seen.status()).isEqualTo(404);
        assertThat(seen.headers().has("Proxy-Status")).isFalse();
    }

    @Test
    void anAppsOwnExceptionStaysTheContainersAffair() {
        URI uri = start(GuardedApp.empty()
                .withErrorPage(500, "/sorry")
                .with(guard())
                .with(ServletEntry.of(
                        "/sorry",
                        ((Subject) (request, response) -> response.getWriter().write("the app is sorry")).asServlet()))
                .with(ServletEntry.of(
                        "/*",
                        ((Subject) (request, response) -> {
                                    swallow(request, SPRING, new IOException("disk full"));
                                    response.sendError(500);
                                })
                                .asServlet())));

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(500);
        assertThat(seen.body().utf8()).isEqualTo("the app is sorry");
    }

    @Test
    void whatAnAttemptLeftIsNotHeldAgainstTheNext() {
        AtomicInteger attempts = new AtomicInteger();
        Subject app = (request, response) -> {
            if (attempts.incrementAndGet() == 1) {
                swallow(request, SPRING, new ConnectException("Connection refused"));
            }
            response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        };

        RawResponse seen = ask(start(app), visit("/"));

        assertThat(attempts).hasValue(2);
        assertThat(seen.status()).isEqualTo(500);
        assertThat(seen.headers().has("Proxy-Status")).isFalse();
    }

    @Test
    void aUsersOwnRuleIsFoundByItsServiceFile() {
        Subject app = (request, response) -> {
            throw new IllegalStateException("wrapped", new HarbourRule.HarbourFullException());
        };
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("breakwater", new BreakwaterFilter()))
                .with(ServletEntry.of("/*", app.asServlet())));

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(503);
        assertThat(seen.header("Proxy-Status")).contains("error=connection_limit_reached");
    }
}
