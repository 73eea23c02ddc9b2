package io.breakwater.contract;

import jakarta.servlet.Servlet;
import java.util.List;

/**
 * A servlet and where it is mapped. Immutable but for the servlet.
 *
 * @param name unique in the app
 * @param servlet the servlet
 * @param patterns servlet URL patterns
 * @param asyncSupported whether it may start async
 * @param multipart whether it takes multipart forms
 * @param onStartup whether it starts with the app and not with its first request
 */
public record ServletEntry(
        String name,
        Servlet servlet,
        List<String> patterns,
        boolean asyncSupported,
        boolean multipart,
        boolean onStartup) {
    public ServletEntry {
        patterns = List.copyOf(patterns);
    }

    /** That servlet at that pattern, which is its name as well. */
    public static ServletEntry of(String pattern, Servlet servlet) {
        return new ServletEntry("at " + pattern, servlet, List.of(pattern), false, false, false);
    }

    /** Allowed to start async. */
    public ServletEntry async() {
        return new ServletEntry(name, servlet, patterns, true, multipart, onStartup);
    }

    /** Ready for multipart forms. */
    public ServletEntry withParts() {
        return new ServletEntry(name, servlet, patterns, asyncSupported, true, onStartup);
    }

    /** Started with the app, so that no visitor waits for it. */
    public ServletEntry startedWithTheApp() {
        return new ServletEntry(name, servlet, patterns, asyncSupported, multipart, true);
    }
}
