package io.breakwater.internal.route;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;

/**
 * Asks those who know which requests concern no downstream, none of whom can harm: where one of them throws, the request is
 * guarded. Thread-safe if they are.
 */
public final class Exemptions {

    private static final Logger LOG = Logs.of(Exemptions.class);

    private final List<Predicate<HttpServletRequest>> asked;
    private final AtomicBoolean threw = new AtomicBoolean();

    /** @param asked in the order in which they are asked */
    public Exemptions(List<Predicate<HttpServletRequest>> asked) {
        this.asked = List.copyOf(asked);
    }

    /** Whether nothing is to be guarded in this request. */
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
                        "{} could not tell whether a request is to be guarded: it is, and further times are not logged",
                        one.getClass().getName(),
                        e);
            }
            return false;
        }
    }
}
