package io.breakwater.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.downstream.Answer;
import io.breakwater.downstream.ScriptedDownstream;
import io.breakwater.downstream.Silence;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.Import;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Add the dependency and it is on, on every server that this version of Boot offers. */
class ServersTest {

    /** Their factories, wherever this version of Boot has them. */
    private static final List<String> FACTORIES = List.of(
            "org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory",
            "org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory",
            "org.springframework.boot.web.embedded.undertow.UndertowServletWebServerFactory",
            "org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory",
            "org.springframework.boot.jetty.servlet.JettyServletWebServerFactory");

    static Stream<Class<?>> servers() {
        ClassLoader loader = ServersTest.class.getClassLoader();
        return FACTORIES.stream()
                .filter(name -> ClassUtils.isPresent(name, loader))
                .map(name -> ClassUtils.resolveClassName(name, loader));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void oneDependencyAndTwoPropertiesMakeTheBrandedPage(Class<?> server) {
        try (ScriptedDownstream downstream = ScriptedDownstream.start();
                Harbour harbour = Harbour.start(
                        OrdersApp.class,
                        "test.server=" + server.getName(),
                        "downstream=" + downstream.uri(),
                        "breakwater.brand.name=Harbour Books",
                        "breakwater.timeout=3s")) {
            downstream.behave(Answer.ok("Moby-Dick"));
            HttpResponse<String> well = harbour.visit("/orders/7");
            downstream.behave(Answer.status(503));
            HttpResponse<String> refused = harbour.visit("/orders/7");
            HttpResponse<String> problem = harbour.get("/orders/7", "application/json");
            downstream.behave(new Silence());
            HttpResponse<String> late = harbour.visit("/orders/7");
            HttpResponse<String> own = harbour.get("/broken", "application/json", "X-Request-ID", "my-own-id-1");

            assertThat(well.body()).isEqualTo("Moby-Dick");
            String id = well.headers().firstValue("X-Request-ID").orElseThrow();
            assertThat(downstream.received().get(0).headers().first("X-Request-ID"))
                    .contains(id);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body())
                    .contains(
                            "</html>",
                            "Harbour Books",
                            refused.headers().firstValue("X-Request-ID").orElseThrow());
            assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(late.statusCode()).isEqualTo(504);
            assertThat(late.body()).contains("Harbour Books");
            assertThat(own.statusCode()).isEqualTo(500);
            assertThat(own.headers().firstValue("X-Request-ID")).contains("my-own-id-1");
            assertThat(harbour.serverName()).isEqualTo(server.getSimpleName());
        }
    }

    @RestController
    static class Late {
        @GetMapping("/late")
        Callable<String> late(HttpServletResponse response) {
            response.addHeader("X-From", "app");
            return () -> {
                throw new IllegalStateException("the app's own mistake");
            };
        }
    }

    @Import(Late.class)
    static class LateApp extends OrdersApp {}

    @ParameterizedTest
    @MethodSource("servers")
    void theAppsOwnMistakeInADispatchIsAnsweredAsWithoutTheGuard(Class<?> server) {
        HttpHeaders alone = headersOfMistake(server, "breakwater.spring.enabled=false");
        HttpHeaders guarded = headersOfMistake(server, "breakwater.mode=guard");
        HttpHeaders observed = headersOfMistake(server, "breakwater.mode=observe");

        for (HttpHeaders headers : List.of(guarded, observed)) {
            assertThat(headers.firstValue("X-Request-ID")).isPresent();
            for (String name : List.of("X-From", "Content-Type", "Content-Length", "Vary")) {
                assertThat(headers.allValues(name)).as(name).isEqualTo(alone.allValues(name));
            }
        }
    }

    /** Answers OPTIONS, and leaves to Spring to say what is allowed, which asks the API's own class. */
    @RestController
    static class Asked {
        @RequestMapping(path = "/asked", method = RequestMethod.OPTIONS)
        void asked() {}
    }

    @Import(Asked.class)
    static class AskedApp extends OrdersApp {}

    @ParameterizedTest
    @MethodSource("servers")
    void whatAnAnswerToOptionsAllowsIsWhatItAllowsWithoutTheGuard(Class<?> server) {
        String alone = allowed(server, "breakwater.spring.enabled=false");

        assertThat(alone).contains("OPTIONS", "PATCH");
        assertThat(allowed(server, "breakwater.mode=guard")).isEqualTo(alone);
        assertThat(allowed(server, "breakwater.mode=observe")).isEqualTo(alone);
    }

    private static String allowed(Class<?> server, String setting) {
        try (Harbour harbour = Harbour.start(AskedApp.class, "test.server=" + server.getName(), setting)) {
            return harbour.options("/asked", "Accept", "*/*")
                    .headers()
                    .firstValue("Allow")
                    .orElseThrow();
        }
    }

    private static HttpHeaders headersOfMistake(Class<?> server, String setting) {
        try (Harbour harbour = Harbour.start(LateApp.class, "test.server=" + server.getName(), setting)) {
            HttpResponse<String> answer = harbour.get("/late", "application/json", "X-Request-ID", "my-own-id-1");
            assertThat(answer.statusCode()).isEqualTo(500);
            return answer.headers();
        }
    }
}
