package io.breakwater.internal.wrapper;

import io.breakwater.internal.container.ContainerReflection;
import io.breakwater.internal.container.CookieSnapshot;
import io.breakwater.internal.log.Logs;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The cookies on a response that are not the app's: those of filters outside ours, whenever they set them, and that of a session
 * which the container has begun, since it outlives the attempt that asked for it.
 *
 * <p>Used by the thread that owns the response at the time.
 */
final class OuterCookies {

    private static final Logger LOG = Logs.of(OuterCookies.class);

    private static final String SET_COOKIE = "Set-Cookie";

    private final OuterPair exchange;
    /** What was there before the app's first cookie; null until then. */
    private @Nullable List<String> originals;

    /** By name, or by all of a header's value. */
    private final List<String> apps = new ArrayList<>();

    /** Whether there was an {@code Expires} before the app's first cookie, to which Jetty adds one. */
    private boolean expiredBefore;

    /** Those kept beside the headers, once the app is about to add one or the response to be reset. */
    private @Nullable CookieSnapshot beside;

    OuterCookies(OuterPair exchange) {
        this.exchange = exchange;
    }

    private HttpServletResponse response() {
        return exchange.outerResponse();
    }

    /**
     * To be told before the app sets one.
     *
     * @param cookie its name, or all of the header's value; null when the container will refuse it
     */
    void beforeChange(@Nullable String cookie) {
        beforeReset();
        if (cookie != null) {
            if (apps.isEmpty()) {
                expiredBefore = response().containsHeader("Expires");
            }
            apps.add(cookie);
        }
    }

    private @Nullable CookieSnapshot snapshot() {
        try {
            return exchange.container().snapshotCookies(ContainerReflection.innermost(response()));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("no way to the cookies: those of a failed attempt may reach the client", e);
            return null;
        }
    }

    /** To be told before the app resets the response. */
    void beforeReset() {
        if (originals == null) {
            originals = List.copyOf(response().getHeaders(SET_COOKIE));
            beside = snapshot();
        }
    }

    /** Whether an {@code Expires} may have come with the app's first cookie. */
    boolean haveAddedExpires() {
        return !apps.isEmpty() && !expiredBefore;
    }

    /** What is to be there after a reset, too. */
    List<String> toKeep() {
        CookieSnapshot snapshot = beside;
        if (snapshot != null) {
            snapshot.beforeReset();
        }
        Set<String> kept = new LinkedHashSet<>(originals == null ? List.of() : originals);
        for (String line : response().getHeaders(SET_COOKIE)) {
            if (!isApps(line) || isSessions(line)) {
                kept.add(line);
            }
        }
        return List.copyOf(kept);
    }

    /** To be told after a reset. */
    void putBack(List<String> kept) {
        // Jetty says that of the session again by itself, and more than once.
        putBack(response(), SET_COOKIE, kept);
        CookieSnapshot snapshot = beside;
        if (snapshot != null) {
            snapshot.restore(this::isApps, this::isSessions);
        }
    }

    /** Has the header be those values and no others: a container may have put one of its own back by itself. */
    static void putBack(HttpServletResponse response, String name, Collection<String> values) {
        boolean first = true;
        for (String value : values) {
            if (first) {
                response.setHeader(name, value);
            } else {
                response.addHeader(name, value);
            }
            first = false;
        }
    }

    private boolean isApps(String line) {
        return apps.stream()
                .anyMatch(cookie -> line.startsWith(cookie)
                        && (line.length() == cookie.length() || line.charAt(cookie.length()) == '='));
    }

    /** Whether it tells of the session that the container has, and not of a downstream's. */
    private boolean isSessions(String line) {
        String begin = sessionCookie() + "=";
        if (!line.startsWith(begin)) {
            return false;
        }
        HttpSession session = exchange.outerRequest().getSession(false);
        // A container may add the name of its node.
        return session != null && line.startsWith(session.getId(), begin.length());
    }

    private String sessionCookie() {
        // Null on a Jetty without sessions, whatever the Servlet API says.
        SessionCookieConfig config = exchange.outerRequest().getServletContext().getSessionCookieConfig();
        String configured = config == null ? null : config.getName();
        return configured == null ? "JSESSIONID" : configured;
    }
}
