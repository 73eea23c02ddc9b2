package io.breakwater.internal.container;

import jakarta.servlet.http.HttpServletResponse;

/**
 * Whether a container ignores changes to the head of a response, since what writes to it was included. No request attribute tells
 * of an include by a servlet's name (Servlet 6.0, section 9.3.1), so the container's own response is asked by what it does.
 */
public final class IncludedProbe {

    /** No status that anybody means. */
    private static final int UNUSUAL = 299;

    private static final int OTHER = 298;

    private IncludedProbe() {}

    /**
     * Asks it, and leaves it as it was.
     *
     * @param containers the container's own, or the one that Tomcat has put between
     */
    public static boolean ignoresHead(HttpServletResponse containers) {
        int status = containers.getStatus();
        int probe = status == UNUSUAL ? OTHER : UNUSUAL;
        containers.setStatus(probe);
        boolean ignored = containers.getStatus() != probe;
        if (!ignored) {
            containers.setStatus(status);
        }
        return ignored;
    }
}
