package io.breakwater.exchange;

import jakarta.servlet.http.HttpServletResponse;

/**
 * Whether a container ignores changes to the head of a response, since what writes to it was included. No request attribute tells
 * of an include by a servlet's name (Servlet 6.0, section 9.3.1), so the container's own response is asked by what it does.
 */
final class IncludedProbe {

    /** No status that anybody means. */
    private static final int UNUSUAL = 299;

    private static final int OTHER = 298;

    private IncludedProbe() {}

    /**
     * @param response on Tomcat the one that it has put between; elsewhere any, of which the container's own is asked
     */
    static boolean ignoresHead(HttpServletResponse response) {
        HttpServletResponse nearest =
                Innards.innermost(response) instanceof HttpServletResponse containers && !Innards.isTomcats(response)
                        ? containers
                        : response;
        int status = nearest.getStatus();
        int probe = status == UNUSUAL ? OTHER : UNUSUAL;
        nearest.setStatus(probe);
        boolean ignored = nearest.getStatus() != probe;
        if (!ignored) {
            nearest.setStatus(status);
        }
        return ignored;
    }
}
