package io.breakwater.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.example.downstreams.Mode;
import io.breakwater.example.downstreams.Service;
import io.breakwater.example.storefront.Storefront;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a script of another origin gets to know of a failure. */
class CrossOriginTest extends InBrowser {
    private static final String CORS = "breakwater.page.cors";

    private static final String FETCH =
            """
            const done = arguments[1];
            fetch(arguments[0], { credentials: 'include', headers: { Accept: 'application/json' } }).then(
                async r => done({ status: r.status, id: r.headers.get('X-Request-ID'), body: await r.text() }),
                e => done({ failed: e.name }));
            """;

    private Optional<Storefront> api = Optional.empty();

    @AfterEach
    void closeApi() {
        System.clearProperty(CORS);
        System.clearProperty(CORS + ".credentials");
        api.ifPresent(Storefront::close);
    }

    private Map<?, ?> fetchFromShop() throws Exception {
        Storefront opened = Storefront.open(0);
        api = Optional.of(opened);
        opened.services().turn(Service.ORDERS, Mode.GARBAGE);
        browser().go(shop().uri());
        URI orders = opened.uri().resolve(Service.ORDERS.path());
        Object seen = browser().driver().executeAsyncScript(FETCH, orders.toString());
        return seen instanceof Map<?, ?> map ? map : Map.of();
    }

    @Test
    void anOriginThatIsNamedReadsStatusIdAndProblem() throws Exception {
        String origin = shop().uri().toString().replaceAll("/$", "");
        System.setProperty(CORS, origin);
        System.setProperty(CORS + ".credentials", "true");

        Map<?, ?> seen = fetchFromShop();

        assertThat(seen.get("status")).isEqualTo(502L);
        assertThat(String.valueOf(seen.get("id"))).isNotBlank();
        assertThat(String.valueOf(seen.get("body"))).contains("urn:breakwater:fault:", String.valueOf(seen.get("id")));
    }

    @Test
    void anyOtherSeesNothingButAFailedFetch() throws Exception {
        System.setProperty(CORS, "https://shop.example");

        assertThat(fetchFromShop().get("failed")).isEqualTo("TypeError");
    }
}
