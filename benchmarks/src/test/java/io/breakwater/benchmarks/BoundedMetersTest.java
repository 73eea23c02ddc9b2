package io.breakwater.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.BreakwaterFilter;
import io.breakwater.operations.metrics.MeterListener;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.ConnectException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What clients choose, a path, an ID, a host, a method, does not become a meter, however many of each they send. */
class BoundedMetersTest {

    private static final int REQUESTS = 1_000_000;
    /** One in so many fails, as a report of a failure has the path, the method and the ID in it. */
    private static final int FAILING = 100;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Filter filter = new BreakwaterFilter(Guard.ofOrders()
            .set("breakwater.circuit-breaker.enabled", "false")
            .set("breakwater.retry.backoff.initial", "1ms")
            .set("breakwater.retry.budget.ratio", "0%")
            .set("breakwater.retry.budget.min-per-second", "0")
            .listener(new MeterListener(registry))
            .build());

    /** A request that no other is like. */
    private static final class Unique extends HttpServletRequestWrapper {
        private final int number;

        Unique(HttpServletRequest browser, int number) {
            super(browser);
            this.number = number;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return switch (name) {
                case "X-Request-ID" -> "unique-" + number;
                case "Host" -> "host-" + number + ".example";
                default -> super.getHeader(name);
            };
        }

        @Override
        public String getMethod() {
            return "M" + number;
        }

        @Override
        public String getRequestURI() {
            return "/shop/api/orders/" + number;
        }

        @Override
        public String getServerName() {
            return "host-" + number + ".example";
        }
    }

    @Test
    void aMillionPathsIdsHostsAndMethodsAddNoMeter() throws IOException, ServletException {
        HttpServletRequest browser = new StubRequest();
        serve(browser, 0, 1000);
        int meters = registry.getMeters().size();
        long samples = registry.scrape().lines().count();

        serve(browser, 1000, REQUESTS);

        assertThat(registry.getMeters()).hasSize(meters);
        assertThat(registry.scrape().lines()).hasSize(Math.toIntExact(samples));
        assertThat(registry.get("breakwater.exchanges").timers().stream()
                        .mapToLong(timer -> timer.count())
                        .sum())
                .isEqualTo(REQUESTS);
        filter.destroy();
    }

    private void serve(HttpServletRequest browser, int from, int to) throws IOException, ServletException {
        FilterChain chain = (request, response) -> {
            int number = ((Unique) unwrapped(request)).number;
            ((HttpServletResponse) response).setStatus(number % 3 == 0 ? 404 : 200);
            if (number % FAILING == 0) {
                throw new ConnectException("Connection refused");
            }
        };
        for (int i = from; i < to; i++) {
            filter.doFilter(new Unique(browser, i), new StubResponse(), chain);
        }
    }

    private static HttpServletRequest unwrapped(Object request) {
        Object inner = request;
        while (!(inner instanceof Unique) && inner instanceof HttpServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return (HttpServletRequest) inner;
    }
}
