package io.breakwater.internal.wrapper;

import io.breakwater.internal.container.Containers;
import io.breakwater.internal.correlation.CorrelatedRequest;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The methods that an answer to {@code OPTIONS} allows. Tomcat's {@code HttpServlet} (as of 10.1 and 11) asks the request whether the
 * connector takes {@code TRACE}, but only Tomcat's own: behind a wrapper, ours too, it lists it unasked. Internal between rooms.
 */
public final class AllowedMethods {

    private static final String ALLOW = "Allow";
    private static final String TRACE = ", TRACE";

    private AllowedMethods() {}

    /**
     * Has an answer that a request wrapped by us has got allow what it would without our wrapper, unless it has been sent.
     *
     * @param outer the request without that wrapper
     */
    public static void unwrap(HttpServletRequest outer, HttpServletResponse response) {
        if (outer.getMethod().equals("OPTIONS") && !response.isCommitted()) {
            String allowed = response.getHeader(ALLOW);
            String unwrapped = unwrapped(outer, ALLOW, allowed);
            if (unwrapped != null && !unwrapped.equals(allowed)) {
                response.setHeader(ALLOW, unwrapped);
            }
        }
    }

    /** The value of a header as it would be without our wrappers, that of the ID's filter included, around {@code outer}. */
    static @Nullable String unwrapped(HttpServletRequest outer, @Nullable String name, @Nullable String value) {
        return value != null
                        && ALLOW.equalsIgnoreCase(name)
                        && outer.getMethod().equals("OPTIONS")
                        && refusesTrace(outer)
                ? value.replace(TRACE, "")
                : value;
    }

    private static boolean refusesTrace(HttpServletRequest outer) {
        ServletRequest seen = outer;
        while (seen instanceof CorrelatedRequest ours) {
            seen = ours.getRequest();
        }
        // Behind another filter's wrapper the container would not ask either.
        return Containers.owning(seen.getClass()).refusesTrace(seen);
    }
}
