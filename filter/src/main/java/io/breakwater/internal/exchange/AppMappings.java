package io.breakwater.internal.exchange;

import io.breakwater.internal.log.Logs;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What the app itself tells its requests apart by: the URL patterns of its servlets, and of a framework's one servlet the
 * handlers behind it, which only the framework can name. Thread-safe.
 */
final class AppMappings {

    private static final Logger LOG = Logs.of(AppMappings.class);

    /** For everything that no other pattern takes. */
    private static final Set<String> CATCH_ALLS = Set.of("", "/", "/*");
    /** The container's own. */
    private static final String JSP = "jsp";

    private final Set<String> namingServlets;
    /** Null until the first request, when the app's servlets are all there. */
    private volatile @Nullable Boolean several;

    /** @param namingServlets the names of servlets whose requests are {@link ExchangePermits#handledBy named} later */
    AppMappings(Set<String> namingServlets) {
        this.namingServlets = Set.copyOf(namingServlets);
    }

    /** The key of {@code request}, empty when it is one of all the rest; null when what handles it is yet to be named. */
    @Nullable String keyOf(HttpServletRequest request) {
        if (namingServlets.isEmpty() && !hasSeveral(request)) {
            return "";
        }
        HttpServletMapping mapping = request.getHttpServletMapping();
        // Open Liberty has neither for a path that no servlet is mapped to, as of a WebSocket.
        String servlet = mapping.getServletName();
        if (servlet != null && namingServlets.contains(servlet)) {
            return null;
        }
        String pattern = mapping.getPattern();
        return pattern == null || CATCH_ALLS.contains(pattern) ? "" : pattern;
    }

    /** With a single one there is nothing to ask a container for, which may have to make the answer. */
    private boolean hasSeveral(HttpServletRequest request) {
        Boolean known = several;
        if (known == null) {
            known = mapsSeveral(request);
            several = known;
        }
        return known;
    }

    private static boolean mapsSeveral(HttpServletRequest request) {
        try {
            for (Map.Entry<String, ? extends ServletRegistration> servlet :
                    request.getServletContext().getServletRegistrations().entrySet()) {
                if (!servlet.getKey().equals(JSP)
                        && !CATCH_ALLS.containsAll(servlet.getValue().getMappings())) {
                    return true;
                }
            }
            return false;
        } catch (UnsupportedOperationException e) {
            LOG.debug("the container does not tell which servlets there are", e);
            return true;
        }
    }
}
