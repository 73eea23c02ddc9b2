package io.breakwater.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.FilterEntry;
import io.breakwater.contract.GuardedApp;
import io.breakwater.contract.GuardedContract;
import io.breakwater.contract.ServletEntry;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.Framing;
import io.breakwater.contract.client.RawResponse;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.junit.jupiter.api.Test;

/**
 * At the end of a forward Undertow closes its own response, and flushes any other before that: what a forward answers through a
 * response that any filter has wrapped is sent in chunks.
 */
final class UndertowForwardTest extends GuardedContract {
    private static final Filter WRAPS = (request, response, chain) ->
            chain.doFilter(request, new HttpServletResponseWrapper((HttpServletResponse) response));

    private RawResponse seen(GuardedApp app) {
        Subject forwards =
                (request, response) -> request.getRequestDispatcher("/target").forward(request, response);
        Subject target = (request, response) -> response.getWriter().print("calm");
        RawResponse seen = ask(
                start(app.with(ServletEntry.of("/target", target.asServlet()))
                        .with(ServletEntry.of("/*", forwards.asServlet()))),
                visit("/"));
        assertThat(seen.body().utf8()).isEqualTo("calm");
        return seen;
    }

    @Test
    void aForwardIsSentInChunksAsBehindAnyFilterThatWrapsTheResponse() {
        assertThat(seen(GuardedApp.empty()).framing()).isEqualTo(Framing.LENGTH);
        assertThat(seen(GuardedApp.empty().with(FilterEntry.of("wraps", WRAPS))).framing())
                .isEqualTo(Framing.CHUNKED);
        assertThat(seen(GuardedApp.empty().with(guard())).framing()).isEqualTo(Framing.CHUNKED);
    }
}
