package io.breakwater.benchmarks.server;

import io.breakwater.Breakwater;
import io.breakwater.BreakwaterFilter;

/** Starts a filter with many routes, tells how many milliseconds that took, and ends. */
public final class Start {

    /** How many routes there are. */
    public static final int ROUTES = 100;

    private Start() {}

    /** Needs no arguments. */
    public static void main(String[] arguments) {
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
