package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Breakwater;
import io.breakwater.BreakwaterFilter;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawClient;
import io.breakwater.contract.client.RawRequest;
import io.breakwater.contract.client.RawResponse;
import io.breakwater.observe.RouteStatus;
import jakarta.servlet.Servlet;
import java.net.URI;
import java.util.Optional;

/** What each contract of a guarded app has to hand: the guard with its settings, and what its listeners hear. */
public abstract class GuardedContract extends ContainerContract {
    /** More than any container holds back before it commits. */
    protected static final int BEYOND_ANY_BUFFER = 256 * 1024;

    /** What a browser sends when a person goes to a page. */
    protected static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    /** The header of the correlation id. */
    protected static final String ID = "X-Request-ID";

    /** What the listener of the guard made last has heard. */
    protected final Reports reports = new Reports();

    private Optional<Breakwater> engine = Optional.empty();

    /** The guard as a filter, with settings like {@code timeout=500ms}, the prefix left out. */
    protected final FilterEntry guard(String... settings) {
        return guard(builder(settings));
    }

    /** The guard that the builder describes, as a filter. */
    protected final FilterEntry guard(Breakwater.Builder builder) {
        Breakwater built = builder.build();
        engine = Optional.of(built);
        return FilterEntry.of("breakwater", new BreakwaterFilter(built));
    }

    /** A builder with these settings, whose listener is {@link #reports}. */
    protected final Breakwater.Builder builder(String... settings) {
        Breakwater.Builder builder = Breakwater.builder().listener(reports);
        for (String setting : settings) {
            String[] pair = setting.split("=", 2);
            builder.set("breakwater." + pair[0], pair[1]);
        }
        return builder;
    }

    /** The engine of the guard made last. */
    protected final Breakwater breakwater() {
        return engine.orElseThrow();
    }

    /** How the route for everything stands. */
    protected final RouteStatus route() {
        return breakwater().routes().get(0);
    }

    /** Starts an app of that servlet behind the guard. */
    protected final URI start(Servlet servlet, String... settings) {
        return start(GuardedApp.empty().with(guard(settings)).with(ServletEntry.of("/*", servlet)));
    }

    /** Starts an app of that servlet behind the guard. */
    protected final URI start(Subject subject, String... settings) {
        return start(subject.asServlet(), settings);
    }

    /** A request on a connection of its own. */
    protected final RawResponse ask(URI uri, RawRequest request) {
        try (RawClient client = RawClient.to(uri)) {
            return client.exchange(request);
        }
    }

    /**
     * Nobody has let go of the app's thread so far, which sits in the read of a classic socket. On a virtual thread an
     * interrupt does end such a read, so there is nothing to show there.
     */
    protected final void assertStillStuck() {
        if (!ThreadsUnderTest.areVirtual()) {
            assertThat(downstream.timesAbandoned()).isZero();
        }
    }

    /** A person's request for a page. */
    protected static RawRequest visit(String path) {
        return RawRequest.get(path).with("Accept", BROWSER);
    }
}
