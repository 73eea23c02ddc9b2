package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.breakwater.contract.app.AsyncSubject;
import io.breakwater.contract.app.PlainStream;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.observe.ExchangeReport.Ending;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What is held back for an asynchronous app and then can't be let go does not pass for an answer without a body. */
@Promise(value = "OuterFailure", in = Section.ASYNC)
public class OuterFailureContract extends AsyncContract {

    /** A wrapper of a filter in front whose stream takes nothing. */
    private static final class Broken extends HttpServletResponseWrapper {
        Broken(HttpServletResponse response) {
            super(response);
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return new PlainStream() {
                @Override
                public void write(int b) {
                    throw new IllegalArgumentException("the filter in front is broken");
                }
            };
        }
    }

    private RawResponse askBehindBroken() {
        Filter broken =
                (request, response, chain) -> chain.doFilter(request, new Broken((HttpServletResponse) response));
        AsyncSubject subject = (context, request, response) -> {
            response.setStatus(503);
            response.getOutputStream().print("down");
            context.complete();
        };
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("broken", broken).forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(asyncGuard("retry.max-attempts=1", "page.replace=never"))
                .with(ServletEntry.of("/*", subject.asServlet()).async()));
        return ask(uri, visit("/"));
    }

    @Test
    void anAnswerThatCannotBeLetGoIsBrokenOffAndTold() {
        try (LogLines log = LogLines.of("io.breakwater.exchange")) {
            RawResponse seen = askBehindBroken();

            assertThat(seen.whole()).isFalse();
            assertThat(log.messages(Level.ERROR)).singleElement().asString().contains("could not be made");
            assertThat(reports.only().ending()).isEqualTo(Ending.ABORTED);
        }
    }
}
