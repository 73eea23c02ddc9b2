package io.breakwater.servers.platform;

import jakarta.enterprise.context.RequestScoped;

/** One for each request, by CDI. */
@RequestScoped
public class Counter {
    private int count;

    /** Counts, and returns how often that was. */
    public int next() {
        return ++count;
    }
}
