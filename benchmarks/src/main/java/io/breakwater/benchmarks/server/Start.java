package io.breakwater.benchmarks.server;

import io.breakwater.Breakwater;
import io.breakwater.BreakwaterFilter;
import org.slf4j.LoggerFactory;

/** Starts a filter with many routes, tells how many milliseconds that took, and ends. */
public final class Start {

    /** How many routes there are. */
    public static final int ROUTES = 100;

    private Start() {}

    /** Needs no arguments. */
    public static void main(String[] arguments) {
        // Logging is the app's, and has started before.
        LoggerFactory.getLogger(Start.class).debug("starting");
        long begin = System.nanoTime();
        Breakwater.Builder builder = Breakwater.builder();
        for (int i = 0; i < ROUTES; i++) {
            builder.set("breakwater.routes.service" + i + ".path", "/service" + i + "/*")
                    .set("breakwater.routes.service" + i + ".timeout", "5s");
        }
        BreakwaterFilter filter = new BreakwaterFilter(builder.build());
        System.out.println((System.nanoTime() - begin) / 1e6);
        filter.destroy();
    }
}
