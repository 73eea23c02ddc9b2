package io.breakwater.benchmarks.peer;

import io.breakwater.benchmarks.server.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Spring Cloud Gateway Server WebMVC with its breaker, retry and fallback, from the module beside this one. */
public final class Gateway implements Peer {

    private static final Path HOME = Path.of("benchmarks", "gateway", "target");

    @Override
    public String name() {
        return "Spring Cloud Gateway";
    }

    @Override
    public Optional<String> missing() {
        return Files.exists(HOME.resolve("classpath"))
                ? Optional.empty()
                : Optional.of("benchmarks/gateway has not been built");
    }

    @Override
    public Running start(Sea sea) throws IOException {
        String classPath = HOME.resolve("classes") + ":" + Files.readString(HOME.resolve("classpath"));
        List<String> options = new ArrayList<>(JavaApp.USUAL);
        options.add("-Dpeer.routes="
                + Stream.of(Route.values())
                        .map(route -> Stream.of(
                                        route.segment(),
                                        "http://127.0.0.1:"
                                                + (route == Route.REFUSED ? sea.nobody() : sea.downstream()),
                                        route.timeoutMillis(),
                                        route.attempts(),
                                        route.breaking())
                                .map(Object::toString)
                                .collect(Collectors.joining(",")))
                        .collect(Collectors.joining(";")));
        return Running.jvm(classPath.trim(), options, "io.breakwater.benchmarks.gateway.GatewayApp");
    }
}
