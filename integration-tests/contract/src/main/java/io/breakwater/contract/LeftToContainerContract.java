package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.fault.Fault;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.net.ConnectException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A framework that answers an exception by {@code sendError} and throws it on, as Jersey does, has sent nothing so far: a failure
 * of the downstream gets its page, or another attempt.
 */
@Promise("LeftToContainer")
public class LeftToContainerContract extends GuardedContract {

    private static void failAsJersey(HttpServletResponse response, int status)
            throws ServletException, java.io.IOException {
        response.sendError(status, "Request failed.");
        throw new ServletException(new ConnectException("Connection refused"));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 503})
    void aFailureOfTheDownstreamGetsItsPage(int status) {
        Subject app = (request, response) -> failAsJersey(response, status);

        RawResponse seen = ask(start(app, "retry.max-attempts=1"), visit("/"));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.body().utf8()).contains("<html").doesNotContain("Request failed.");
        assertThat(reports.only().fault()).contains(Fault.CONNECTION_REFUSED);
        assertThat(reports.only().ending()).isEqualTo(Ending.PAGE);
    }

    @Test
    void soDoesOneThatHasClosedItsStreamBefore() {
        Subject app = (request, response) -> {
            response.sendError(500);
            response.getOutputStream().close();
            throw new ServletException(new ConnectException("Connection refused"));
        };

        assertThat(ask(start(app, "retry.max-attempts=1"), visit("/")).status()).isEqualTo(502);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 503})
    void orAnotherAttempt(int status) {
        AtomicInteger attempts = new AtomicInteger();
        Subject app = (request, response) -> {
            if (attempts.incrementAndGet() == 1) {
                failAsJersey(response, status);
            }
            response.getWriter().print("calm");
        };
        URI uri = start(app);

        RawResponse seen = ask(uri, visit("/"));

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().utf8()).isEqualTo("calm");
        assertThat(attempts).hasValue(2);
    }

    @Test
    void whatIsTheContainersAlreadyIsNotReplaced() {
        Subject app = (request, response) -> {
            response.sendRedirect("/elsewhere");
            throw new ServletException(new ConnectException("Connection refused"));
        };

        RawResponse seen = ask(start(app), visit("/"));

        // As without the guard: some containers have sent the redirect, one answers the exception.
        assertThat(seen.status()).isIn(302, 500);
        assertThat(seen.whole()).isTrue();
        assertThat(reports.only().ending()).isEqualTo(Ending.RELEASED);
        assertThat(reports.only().attempts()).isEqualTo(1);
    }
}
