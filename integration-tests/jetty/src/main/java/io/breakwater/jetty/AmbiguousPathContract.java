package io.breakwater.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.contract.ContainerUnderTest;
import io.breakwater.contract.GuardedApp;
import io.breakwater.contract.GuardedContract;
import io.breakwater.contract.ServletEntry;
import io.breakwater.contract.app.Failing;
import io.breakwater.contract.app.Subject;
import io.breakwater.contract.client.RawRequest;
import java.net.URI;
import java.util.stream.Stream;
import org.eclipse.jetty.http.UriCompliance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A path that can be read in two ways, and of which Jetty does not say how it reads it, is answered as without the guard. */
public class AmbiguousPathContract extends GuardedContract {
    /** One that lets paths in which it does not tell its servlets. */
    @Override
    protected ContainerUnderTest newContainer() {
        return ((JettyContainer) super.newContainer()).letIn(UriCompliance.LEGACY);
    }

    static Stream<Arguments> pathsAndSettings() {
        String[] paths = {
            "/a%2Fb",
            "/a%2fb/c",
            "//x",
            "/a//b",
            "/%25",
            "/%252e",
            "/a;x=1/b",
            "/a/%2e%2e/b",
            "/a%5Cb",
            "/a/./b",
            "/%C3%A4"
        };
        String[][] settings = {
            {},
            {"mode=observe"},
            {"exclude=/static/*"},
            {"routes.orders.path=/app/orders/*", "routes.orders.timeout=1s", "exclude=/app/health"}
        };
        return Stream.of(paths).flatMap(path -> Stream.of(settings).map(some -> Arguments.of(path, some)));
    }

    @ParameterizedTest
    @MethodSource("pathsAndSettings")
    void itIsAnsweredAsWithoutTheGuard(String path, String[] settings) {
        Subject app = Failing.not("calm");
        URI guarded = start(GuardedApp.empty().with(guard(settings)).with(ServletEntry.of("/app/*", app.asServlet())));
        URI alone = start(GuardedApp.empty().with(ServletEntry.of("/app/*", app.asServlet())));

        RawRequest request = RawRequest.get("/app" + path);

        assertThat(ask(guarded, request).statusLine())
                .isEqualTo(ask(alone, request).statusLine());
    }
}
