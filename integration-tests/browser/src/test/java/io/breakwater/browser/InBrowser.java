package io.breakwater.browser;

import io.breakwater.example.downstreams.Mode;
import io.breakwater.example.downstreams.Service;
import io.breakwater.example.storefront.Storefront;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A storefront with its orders broken, and a browser to look at it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class InBrowser {

    static final Path SHOTS = Path.of("target", "screenshots");

    private Optional<Storefront> storefront = Optional.empty();
    private Optional<Browser> browser = Optional.empty();

    @BeforeEach
    @SuppressWarnings("SystemOut") // the one place where a build's reader looks
    void open() throws Exception {
        Optional<Chromium> chromium = Chromium.find();
        if (chromium.isEmpty()) {
            System.err.println(Chromium.ABSENCE);
        }
        Assumptions.assumeTrue(chromium.isPresent(), Chromium.ABSENCE);
        browser = Optional.of(Browser.open(chromium.orElseThrow()));
        openShop();
    }

    /** Opens the shop, with what the system properties say by then. */
    void openShop() throws Exception {
        storefront.ifPresent(Storefront::close);
        storefront = Optional.of(Storefront.open(0));
        turn(Mode.GARBAGE);
    }

    @AfterEach
    void close() {
        browser.ifPresent(Browser::close);
        storefront.ifPresent(Storefront::close);
    }

    Browser browser() {
        return browser.orElseThrow();
    }

    Storefront shop() {
        return storefront.orElseThrow();
    }

    URI orders() {
        return shop().uri().resolve(Service.ORDERS.path());
    }

    void turn(Mode mode) {
        shop().services().turn(Service.ORDERS, mode);
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(30, TimeUnit.SECONDS);
    }
}
