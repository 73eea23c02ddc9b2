package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.Breakwater;
import io.breakwater.BreakwaterFilter;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.observe.ExchangeReport;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.net.ConnectException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A forward that comes from where nobody guards begins an exchange, one within an exchange does not. */
@Promise("ForwardEntry")
public class ForwardEntryContract extends GuardedContract {
    private static final DispatcherType[] FORWARD_TOO = {DispatcherType.REQUEST, DispatcherType.FORWARD};

    /** As a filter that rewrites URLs: in front of all others, and past them. */
    private static final Filter REWRITES = (request, response, chain) -> {
        String path = ((HttpServletRequest) request).getRequestURI();
        if (path.startsWith("/old/")) {
            request.getRequestDispatcher("/new/" + path.substring(5)).forward(request, response);
        } else {
            chain.doFilter(request, response);
        }
    };

    private URI startBehindRewriting(Subject subject, String... settings) {
        return start(GuardedApp.empty()
                .with(FilterEntry.of("rewrites", REWRITES))
                .with(guard(settings).forDispatches(FORWARD_TOO))
                .with(ServletEntry.of("/*", subject.asServlet())));
    }

    @Test
    void aDeadDownstreamBehindAForwardGetsThePage() {
        URI uri = startBehindRewriting(
                Failing.byThrowing(new ConnectException("refused")),
                "routes.new.path=/new/*",
                "routes.old.path=/old/*");

        RawResponse seen = ask(uri, visit("/old/orders"));

        assertThat(seen.status()).isEqualTo(502);
        assertThat(seen.body().utf8()).contains(seen.header(ID));
        assertThat(reports.only().route()).isEqualTo("new");
    }

    @Test
    void itIsTriedAgain() {
        AtomicInteger attempts = new AtomicInteger();
        URI uri = startBehindRewriting((request, response) -> {
            if (attempts.incrementAndGet() == 1) {
                throw new ConnectException("refused");
            }
            response.getWriter().print("well at " + request.getRequestURI());
        });

        assertThat(ask(uri, visit("/old/orders")).body().utf8()).isEqualTo("well at /new/orders");
        assertThat(reports.only().attempts()).isEqualTo(2);
    }

    @Test
    void aForwardWithinAnExchangeBelongsToIt() {
        URI uri = startBehindRewriting((request, response) -> {
            if (request.getDispatcherType() == DispatcherType.REQUEST) {
                boolean unwrapped = request.getRequestURI().equals("/unwrapped");
                request.getRequestDispatcher("/target")
                        .forward(
                                unwrapped ? Unwrapped.of(request) : request,
                                unwrapped ? Unwrapped.of(response) : response);
            } else {
                response.getWriter().print("target");
            }
        });

        assertThat(ask(uri, visit("/wrapped")).body().utf8()).isEqualTo("target");
        // It is told of when the client has its answer already.
        reports.await(1);
        assertThat(ask(uri, visit("/unwrapped")).body().utf8()).isEqualTo("target");

        assertThat(reports.await(2)).extracting(ExchangeReport::path).containsExactly("/wrapped", "/unwrapped");
    }

    @Test
    void anExcludedRequestStaysSoWhereverItIsForwarded() {
        URI uri = startBehindRewriting(Failing.bySendError(503), "exclude=/old/free/*");

        assertThat(ask(uri, visit("/old/free/x")).headers().has(ID)).isFalse();
        assertThat(ask(uri, visit("/old/other")).headers().has(ID)).isTrue();
    }

    @Test
    void ofSeveralFiltersEachTellsItsEngine() {
        CompletableFuture<ServletContext> app = new CompletableFuture<>();
        Breakwater first = builder().build();
        Breakwater second = builder().build();
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("first", new BreakwaterFilter(first)).at("/first/*"))
                .with(FilterEntry.of("second", new BreakwaterFilter(second)).at("/second/*"))
                .with(ServletEntry.of(
                        "/*",
                        ((Subject) (request, response) -> app.complete(request.getServletContext())).asServlet())));
        ask(uri, visit("/first/x"));
        ServletContext context = app.join();

        assertThat(Breakwater.of(context, "first")).containsSame(first);
        assertThat(Breakwater.of(context, "second")).containsSame(second);
        assertThat(Breakwater.of(context, "third")).isEmpty();
        assertThatThrownBy(() -> Breakwater.of(context)).hasMessageContaining("[first, second]");
    }
}
