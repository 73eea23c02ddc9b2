package io.breakwater.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.BreakwaterFilter;
import io.breakwater.SettingsAtStart;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.StuckServlet;
import io.breakwater.downstream.Silence;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A server that makes filters only at the first request refuses an app with wrong settings when it starts all the same. */
@Promise("SettingsAtStart")
public class SettingsAtStartContract extends GuardedContract {
    private final ServletContainerInitializer check = new SettingsAtStart();

    private GuardedApp appWith(String key, String value) {
        return GuardedApp.empty()
                .with(FilterEntry.of("breakwater", BreakwaterFilter.class).with(key, value))
                .with(ServletEntry.of("/*", Failing.not("well").asServlet()))
                .with(check);
    }

    @Test
    void aServerFindsTheCheckInTheJar() {
        assertThat(ServiceLoader.load(ServletContainerInitializer.class))
                .hasAtLeastOneElementOfType(SettingsAtStart.class);
        assertThat(SettingsAtStart.class.getResource("/META-INF/web-fragment.xml"))
                .asString()
                .isNotEmpty();
    }

    @Test
    void aMisspeltKeyStopsTheStartBeforeAnyFilterIsMade() {
        assertThatThrownBy(() -> start(appWith("breakwater.timeuot", "5s")))
                .hasStackTraceContaining("breakwater.timeuot")
                .hasStackTraceContaining("init-param")
                .hasStackTraceContaining("SettingsAtStart.onStartup");
    }

    @Test
    void aMissingTemplateStopsTheStartBeforeAnyFilterIsMade() {
        assertThatThrownBy(() -> start(appWith("breakwater.page.template", "classpath:no/such/page.html")))
                .hasStackTraceContaining("no/such/page.html")
                .hasStackTraceContaining("SettingsAtStart.onStartup");
    }

    @Test
    void whatHasBeenReadIsInForceAndLoggedOnce() {
        downstream.behave(new Silence());
        try (LogLines lines = LogLines.of("io.breakwater.Breakwater")) {
            URI uri = start(GuardedApp.empty()
                    .with(FilterEntry.of("breakwater", BreakwaterFilter.class).with("breakwater.timeout", "400ms"))
                    .with(ServletEntry.of("/*", new StuckServlet(downstream.uri())))
                    .with(check)
                    // Twice, as a listener does after the initializer.
                    .with(check));

            assertThat(lines.events())
                    .filteredOn(line -> line.getFormattedMessage().contains("timeout=400ms"))
                    .hasSize(1);
            assertThat(ask(uri, visit("/")).status()).isEqualTo(504);
        }
    }

    /** As code may do after the check: what is in force is what the filter has got in the end. */
    @Test
    void anInitParamThatIsSetAfterwardsIsInForce() {
        downstream.behave(new Silence());
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("breakwater", BreakwaterFilter.class).with("breakwater.routes.a.path", "/a/*"))
                .with(ServletEntry.of("/*", new StuckServlet(downstream.uri())))
                .with(check)
                .with((ServletContainerInitializer) (classes, context) ->
                        context.getFilterRegistration("breakwater").setInitParameter("breakwater.timeout", "400ms")));

        assertThat(ask(uri, visit("/")).status()).isEqualTo(504);
    }

    /** Which settings it has been given only code knows: those that the app has for a filter of web.xml are not for it. */
    @Test
    void aFilterThatCodeHasGivenAnEngineIsNotLookedAt() {
        URI uri = start(GuardedApp.empty()
                .with(guard("timeout=20s").with("breakwater.timeuot", "5s"))
                .with(ServletEntry.of("/*", Failing.not("well").asServlet()))
                .with(check));

        assertThat(ask(uri, visit("/")).status()).isEqualTo(200);
    }

    @Test
    void nothingHappensInAnAppWithoutTheFilter() {
        List<Set<String>> attributes = new CopyOnWriteArrayList<>();
        ServletContainerInitializer look = (classes, context) -> attributes.add(names(context));
        Filter other = (request, response, chain) -> chain.doFilter(request, response);
        URI uri = start(GuardedApp.empty()
                .with(FilterEntry.of("other", other).with("breakwater.timeuot", "5s"))
                .with(ServletEntry.of("/*", Failing.not("well").asServlet()))
                .with(look)
                .with(check)
                .with(look));

        assertThat(ask(uri, visit("/")).status()).isEqualTo(200);
        assertThat(attributes.get(1)).isEqualTo(attributes.get(0));
    }

    private static Set<String> names(ServletContext context) {
        Set<String> names = new HashSet<>();
        context.getAttributeNames().asIterator().forEachRemaining(names::add);
        return names;
    }
}
