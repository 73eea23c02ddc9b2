package io.breakwater.benchmarks.peer;

import io.breakwater.benchmarks.server.App;
import java.io.IOException;
import java.util.List;

/**
 * The blocking proxy on Jetty, guarded or not.
 *
 * @param name what it is called
 * @param guarded by whom
 * @param options of its JVM
 */
public record JavaApp(String name, App.Guarded guarded, List<String> options) implements Peer {

    static final List<String> USUAL = List.of("-Xmx768m", "-Xss512k");

    JavaApp(String name, App.Guarded guarded) {
        this(name, guarded, USUAL);
    }

    @Override
    public Running start(Sea sea) throws IOException {
        return Running.ours(
                options, App.class, guarded.name(), Integer.toString(sea.downstream()), Integer.toString(sea.nobody()));
    }
}
