package io.breakwater.internal.route;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;

/**
 * Asks predicates which requests concern no downstream. When a predicate throws, the request is guarded. Thread-safe if the
 * predicates are.
 */
public final class Exemptions {

    private static final Logger LOG = Logs.of(Exemptions.class);

    private final List<Predicate<HttpServletRequest>> asked;
    private final AtomicBoolean threw = new AtomicBoolean();

    /** @param asked the predicates, in the order in which they are asked */
    public Exemptions(List<Predicate<HttpServletRequest>> asked) {
        this.asked = List.copyOf(asked);
    }

    /** Returns whether a request is exempt from the guard. */
    public boolean include(HttpServletRequest request) {
        for (Predicate<HttpServletRequest> one : asked) {
            if (includedBy(one, request)) {
                return true;
            }
        }
        return false;
    }

    private boolean includedBy(Predicate<HttpServletRequest> one, HttpServletRequest request) {
        try {
            return one.test(request);
        } catch (RuntimeException | LinkageError e) {
            if (threw.compareAndSet(false, true)) {
                LOG.warn(
                        "{} threw: the request is guarded, and further failures are not logged",
                        one.getClass().getName(),
                        e);
            }
            return false;
        }
    }
}
