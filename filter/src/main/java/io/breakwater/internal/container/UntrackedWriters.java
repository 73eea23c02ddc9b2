package io.breakwater.internal.container;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.ServletResponse;
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
    public static final String TOMCAT_OFFER = "org.apache.tomcat.sendfile.support";

    private static final Logger LOG = Logs.of(UntrackedWriters.class);

    private static final String TOMCAT_FILE = "org.apache.tomcat.sendfile.filename";
    private static final List<String> TOMCAT_ORDER =
            List.of(TOMCAT_FILE, "org.apache.tomcat.sendfile.start", "org.apache.tomcat.sendfile.end");

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
    public static boolean fill(HttpServletRequest request, HttpServletResponse response, long length) {
        return request.getAttribute(TOMCAT_FILE) != null
                || FILE_HEADERS.stream().anyMatch(response::containsHeader)
                || takenByContainer(ContainerReflection.innermost(response)) >= length;
    }

    /** Takes back what Tomcat has been told to send. */
    public static void forget(HttpServletRequest request) {
        if (request.getAttribute(TOMCAT_FILE) != null) {
            TOMCAT_ORDER.forEach(request::removeAttribute);
        }
    }

    /** How many bytes have been written to the container, by whatever way; 0 where there is no telling. */
    private static long takenByContainer(ServletResponse container) {
        String name = container.getClass().getName();
        try {
            if (name.startsWith("org.apache.catalina.")) {
                return (long) ContainerReflection.invokeChain(
                        ContainerReflection.field(container, "response"), "getContentWritten");
            } else if (name.startsWith("org.eclipse.jetty.")) {
                return (long)
                        ContainerReflection.invokeChain(container, "getServletChannel", "getHttpOutput", "getWritten");
            } else if (name.startsWith("io.undertow.")) {
                return (long) ContainerReflection.field(
                        ContainerReflection.field(container, "servletOutputStream"), "written");
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.debug("no way to what the container has of the response", e);
        }
        return 0;
    }
}
