package io.breakwater.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.CorrelationIdFilter;
import io.breakwater.contract.FilterEntry;
import io.breakwater.contract.GuardedApp;
import io.breakwater.contract.GuardedContract;
import io.breakwater.contract.ServletEntry;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.downstream.Bytes;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer to OPTIONS allows: Tomcat's HttpServlet lists TRACE for any request that is not Tomcat's own. */
final class TomcatAllowTest extends GuardedContract {
    /** Answers GET, and leaves OPTIONS to the API's own class. */
    private static final class Plain extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(204);
        }
    }

    @Test
    void traceIsNotAllowedWhereTheConnectorRefusesIt() {
        assertThat(ask(start(new Plain()), RawRequest.of("OPTIONS", "/", Bytes.utf8("")))
                        .header("Allow"))
                .isEqualTo("GET, HEAD, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exclude=/plain/*", "mode=observe", "mode=guard"})
    void norIsItBehindTheFilterOfTheId(String setting) {
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("id", new CorrelationIdFilter("X-Request-ID")))
                .with(guard(setting))
                .with(ServletEntry.of("/*", new Plain())));

        assertThat(ask(uri, RawRequest.of("OPTIONS", "/plain/", Bytes.utf8(""))).header("Allow"))
                .isEqualTo("GET, HEAD, OPTIONS");
    }
}
