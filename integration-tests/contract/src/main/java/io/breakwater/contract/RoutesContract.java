package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.breakwater.BreakwaterFilter;
import io.breakwater.Deadline;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.HarbourResolver;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.observe.ExchangeReport;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which route a request takes beyond its path, and which it takes none of. */
@Promise("Routes")
public class RoutesContract extends GuardedContract {
    private List<String> routes(int count) {
        return reports.await(count).stream().map(ExchangeReport::route).toList();
    }

    @Test
    void methodsHostsAndHeadersNarrowAPath() {
        URI uri = start(
                Failing.not("well"),
                "routes.wide.path=/api/*",
                "routes.orders.path=/api/orders/*",
                "routes.orders.methods=POST, PUT",
                "routes.gold.path=/api/orders/*",
                "routes.gold.methods=POST",
                "routes.gold.headers=X-Tenant: gold, X-Beta",
                "routes.named.path=/api/orders/*",
                "routes.named.hosts=localhost");
        URI byName = URI.create("http://LOCALHOST:" + uri.getPort());
        RawRequest post = RawRequest.post("/api/orders/%37", "a=b");

        ask(uri, visit("/api/orders/7"));
        ask(uri, post);
        ask(uri, post.with("x-tenant", "gold"));
        ask(uri, post.with("x-tenant", "tin").with("x-tenant", "gold").with("X-BETA", "1"));
        ask(byName, visit("/api/orders/7"));
        ask(byName, post);
        ask(byName, visit("/api/other"));

        assertThat(routes(7)).containsExactly("wide", "orders", "orders", "gold", "named", "named", "wide");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/static/a.css", "/%73tatic/a.css", "/static;x=1/a.css", "/photo.jpg"})
    void anExcludedRequestPassesUntouched(String path) {
        List<Object> seen = new CopyOnWriteArrayList<>();
        Subject app = (request, response) -> {
            seen.add(request);
            seen.add(response);
            throw new ConnectException("Connection refused");
        };
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("outer", (request, response, chain) -> {
                    seen.add(request);
                    seen.add(response);
                    chain.doFilter(request, response);
                }))
                .with(guard("exclude=/health, /static/*, *.jpg", "routes.all.path=/*"))
                .with(ServletEntry.of("/*", app.asServlet())));

        RawResponse answer = ask(uri, visit(path));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.headers().has(ID)).isFalse();
        assertThat(seen).hasSize(4);
        assertThat(seen.get(2)).isSameAs(seen.get(0));
        assertThat(seen.get(3)).isSameAs(seen.get(1));
        assertThat(ask(uri, visit("/healthy")).status()).isEqualTo(502);
        assertThat(routes(1)).containsExactly("all");
    }

    @Test
    void theErrorPageOfAnExcludedRequestIsUntouchedToo() {
        Subject app = Failing.bySendError(404);
        URI uri = start(GuardedApp.empty()
                .with(guard("exclude=/health").forDispatches(DispatcherType.REQUEST, DispatcherType.ERROR))
                .with(ServletEntry.of("/error", Failing.not("not here").asServlet()))
                .with(ServletEntry.of("/*", app.asServlet()))
                .withErrorPage(404, "/error"));

        RawResponse excluded = ask(uri, visit("/health"));
        RawResponse guarded = ask(uri, visit("/other"));

        assertThat(excluded.body().utf8()).isEqualTo("not here");
        assertThat(excluded.headers().has(ID)).isFalse();
        assertThat(guarded.body().utf8()).isEqualTo("not here");
        assertThat(guarded.headers().has(ID)).isTrue();
    }

    @Test
    void anExcludedRequestStaysSoWhereverItIsDispatched() {
        Subject dispatches = (request, response) -> request.startAsync().dispatch("/elsewhere");
        URI uri = start(GuardedApp.empty()
                .with(guard("exclude=/health").forDispatches(DispatcherType.REQUEST, DispatcherType.ASYNC))
                .with(ServletEntry.of(
                                "/elsewhere",
                                Failing.byThrowing(new ConnectException("refused"))
                                        .asServlet())
                        .async())
                .with(ServletEntry.of("/*", dispatches.asServlet()).async()));

        RawResponse excluded = ask(uri, visit("/health"));
        RawResponse guarded = ask(uri, visit("/other"));

        assertThat(excluded.status()).isEqualTo(500);
        assertThat(excluded.headers().has(ID)).isFalse();
        assertThat(guarded.status()).isEqualTo(502);
    }

    /** A client must not get past a route's limits, nor vote for another, by writing the same path in another way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/shop/api/orders/1",
                "/shop/api/orders/1?a=/static/",
                "/%73hop/api/orders/1",
                "/x/../shop/api/orders/1",
                "/./shop/api/orders/1",
                "//shop/api/orders/1",
                "/shop;x=1/api/orders/1",
                "/shop/api;x=1/orders/1;y",
                "/shop/%61pi/orders/1",
                "/shop/static/../api/orders/1",
                "/shop/static/%2e%2E/api/orders/1",
                "/shop/static/..;x/api/orders/1",
                "/shop/static/./../api/orders/1",
                "/shop/api/../static/../api/orders/1",
                "/shop/./api/orders/1",
                "/shop/../shop/api/orders/1"
            })
    void howeverAPathIsWrittenItTakesTheRouteOfWhatTheContainerReads(String written) {
        List<String> seen = new CopyOnWriteArrayList<>();
        Subject app = (request, response) -> seen.add(request.getServletPath() + request.getPathInfo());
        URI uri = start(GuardedApp.empty()
                .at("/shop")
                .with(guard("exclude=/static/*", "routes.orders.path=/api/orders/*"))
                .with(ServletEntry.of("/*", app.asServlet())));

        int status = ask(uri, visit(written)).status();

        // Some containers refuse some of them, or look for another app.
        if (!seen.isEmpty()) {
            assertThat(status).isEqualTo(200);
            assertThat(seen.get(0)).endsWith("api/orders/1");
            assertThat(routes(1)).containsExactly("orders");
        } else {
            assertThat(status).isBetween(300, 499);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/../static/a.css", "/static/./a.css", "/static/x/..", "/static/%2e/a.css"})
    void aPathWithDotSegmentsIsNeverExcluded(String path) {
        URI uri = start(GuardedApp.empty()
                .with(guard("exclude=/static/*"))
                .with(ServletEntry.of("/*", Failing.not("well").asServlet())));

        RawResponse seen = ask(uri, visit(path));

        if (seen.status() == 200) {
            assertThat(seen.headers().has(ID)).isTrue();
        }
    }

    /** What a framework knows of its own requests; a route's path knows better. */
    @Test
    void anExemptRequestPassesUntouchedUnlessARouteIsForItsPath() {
        URI uri = start(GuardedApp.empty()
                .with(guard(builder("routes.all.path=/*", "routes.logos.path=/logos/*")
                        .routeResolver(request -> Optional.of("logos"))
                        .exempt(request -> request.getRequestURI().endsWith(".svg"))))
                .with(ServletEntry.of(
                        "/*",
                        Failing.byThrowing(new ConnectException("refused")).asServlet())));

        RawResponse exempt = ask(uri, visit("/harbour.svg"));

        assertThat(exempt.status()).isEqualTo(500);
        assertThat(exempt.headers().has(ID)).isFalse();
        assertThat(ask(uri, visit("/logos/harbour.svg")).status()).isEqualTo(502);
        assertThat(ask(uri, visit("/harbour")).status()).isEqualTo(502);
        assertThat(routes(2)).containsExactly("logos", "logos");
    }

    @Test
    void whereItCannotBeToldTheRequestIsGuarded() {
        try (LogLines lines = LogLines.of("io.breakwater.route")) {
            URI uri = start(GuardedApp.empty()
                    .with(guard(builder().exempt(request -> {
                        throw new IllegalStateException("not now");
                    })))
                    .with(ServletEntry.of("/*", Failing.not("well").asServlet())));

            assertThat(ask(uri, visit("/")).status()).isEqualTo(200);
            assertThat(ask(uri, visit("/")).status()).isEqualTo(200);

            assertThat(routes(2)).containsExactly("default", "default");
            assertThat(lines.messages(Level.WARN)).hasSize(1);
        }
    }

    @Test
    void aResolverChoosesBeforeThePatternsDo() {
        URI uri = start(GuardedApp.empty()
                .with(guard(builder("routes.orders.path=/orders/*", "routes.gold.path=/gold/*", "exclude=/health")
                        .routeResolver(request -> Optional.ofNullable(request.getHeader("X-Route")))))
                .with(ServletEntry.of("/*", Failing.not("well").asServlet())));

        ask(uri, visit("/orders/7").with("X-Route", "gold"));
        ask(uri, visit("/orders/7"));
        ask(uri, visit("/orders/7").with("X-Route", "default"));
        ask(uri, visit("/health").with("X-Route", "gold"));
        ask(uri, visit("/gold/7"));

        assertThat(routes(4)).containsExactly("gold", "orders", "default", "gold");
    }

    @Test
    void aResolverThatFailsIsToldOfOnceAndThePatternsDecide() {
        try (LogLines lines = LogLines.of("io.breakwater.route")) {
            URI uri = start(GuardedApp.empty()
                    .with(guard(builder("routes.orders.path=/orders/*").routeResolver(request -> {
                        String wanted = request.getHeader("X-Route");
                        if (wanted == null) {
                            throw new IllegalStateException("no such header");
                        }
                        return Optional.of(wanted);
                    })))
                    .with(ServletEntry.of("/*", Failing.not("well").asServlet())));

            for (int i = 0; i < 2; i++) {
                assertThat(ask(uri, visit("/orders/7")).status()).isEqualTo(200);
                assertThat(ask(uri, visit("/orders/7").with("X-Route", "odrers"))
                                .status())
                        .isEqualTo(200);
            }

            assertThat(routes(4)).containsOnly("orders");
            assertThat(lines.messages(Level.WARN)).hasSize(2).allMatch(line -> line.contains("[default, orders]"));
        }
    }

    @Test
    void aResolverOfTheWebAppsIsFoundByName() {
        FilterEntry filter = FilterEntry.of("breakwater", BreakwaterFilter.class)
                .with("breakwater.routes.gold.path", "/gold/*")
                .with("breakwater.routes.gold.timeout", "300ms");
        URI uri = start(GuardedApp.empty()
                .with(filter)
                .with(ServletEntry.of("/*", ((Subject) RoutesContract::tellRoute).asServlet())));

        assertThat(ask(uri, visit("/x").with(HarbourResolver.HEADER, "gold"))
                        .body()
                        .utf8())
                .isEqualTo("short");
        assertThat(ask(uri, visit("/x")).body().utf8()).isEqualTo("long");
    }

    private static void tellRoute(ServletRequest request, ServletResponse response) throws IOException {
        boolean isShort = Deadline.of(request).orElseThrow().leftMillis() <= 300;
        response.getWriter().write(isShort ? "short" : "long");
    }
}
