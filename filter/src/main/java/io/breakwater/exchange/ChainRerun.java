package io.breakwater.exchange;

import jakarta.servlet.FilterChain;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the rest of a chain runs again, every filter of it, when it is called again. Jetty and Undertow build their chains
 * of links, and a link can be called twice; other chains keep a cursor, and a second call would skip the filters behind ours.
 * What is not known to work counts as not working. Thread-safe.
 */
final class ChainRerun {

    private static final Logger LOG = LoggerFactory.getLogger(ChainRerun.class);
    private static final List<String> LINKED = List.of("org.eclipse.jetty.", "io.undertow.");

    private final AtomicBoolean told = new AtomicBoolean();

    boolean isPossible(FilterChain chain) {
        String name = chain.getClass().getName();
        for (String prefix : LINKED) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** A retry was due and could not be made. */
    void tellOnce(FilterChain chain) {
        if (told.compareAndSet(false, true)) {
            LOG.warn(
                    "no retries: the filter chain {} is not known to run twice; register the filter with the container itself,"
                            + " or set breakwater.retry.max-attempts=1 to silence this (told once)",
                    chain.getClass().getName());
        }
    }
}
