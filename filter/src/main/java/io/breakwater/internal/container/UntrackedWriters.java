package io.breakwater.internal.container;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.slf4j.Logger;

/**
 * Who may fill a response past our wrappers: Tomcat, that sends a file by itself; a server in front of the container, that is
 * told to; an app that has taken the wrappers off. Asked only when a body looks too short, and before a response begins anew.
 */
public final class UntrackedWriters {

    /** Says whether Tomcat would send a file by itself. */
    public static final String FILE_OFFER = "org.apache.tomcat.sendfile.support";

    private static final Logger LOG = Logs.of(UntrackedWriters.class);

    private static final String FILE_NAME = "org.apache.tomcat.sendfile.filename";
    private static final List<String> FILE_ORDER =
            List.of(FILE_NAME, "org.apache.tomcat.sendfile.start", "org.apache.tomcat.sendfile.end");

    /** By which nginx, Apache and others are told of the file, whose length the app may have declared. */
    private static final List<String> FILE_HEADERS = List.of(
            "X-Accel-Redirect",
            "X-Sendfile",
            "X-Sendfile2",
            "X-Lighttpd-Send-File",
            "X-LiteSpeed-Location",
            "X-Reproxy-URL");

    private UntrackedWriters() {}

    /** Whether somebody else has filled, or will fill, a body of {@code length}. */
    public static boolean fill(
            Container container, HttpServletRequest request, HttpServletResponse response, long length) {
        return request.getAttribute(FILE_NAME) != null
                || FILE_HEADERS.stream().anyMatch(response::containsHeader)
                || bytesWritten(container, response) >= length;
    }

    /** Takes back what Tomcat has been told to send. */
    public static void forget(HttpServletRequest request) {
        if (request.getAttribute(FILE_NAME) != null) {
            FILE_ORDER.forEach(request::removeAttribute);
        }
    }

    private static long bytesWritten(Container container, HttpServletResponse response) {
        try {
            return container.bytesWritten(ContainerReflection.innermost(response));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("no way to what the container has of the response", e);
            return 0;
        }
    }
}
