package io.breakwater.exchange;

import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The headers and cookies that filters outside ours had set when the request came in. A container's {@code reset()} drops
 * them with the app's, so they are put back after one. Until then only their names are kept; a value is copied when the app
 * is about to change it.
 *
 * <p>Used by the thread that owns the response at the time.
 */
final class OuterHeaders {

    private static final String SET_COOKIE = "Set-Cookie";

    private final HttpServletRequest request;
    private HttpServletResponse response;
    private final String[] names;
    private final @Nullable String contentType;
    private final @Nullable String encoding;
    /** The values that the app was about to change, by the place of their name; null until it changes the first. */
    private @Nullable List<String> @Nullable [] originals;

    /** Those kept beside the headers, once the app is about to add one. */
    private Optional<UndertowCookies> cookies = Optional.empty();

    private boolean cookiesChange;

    OuterHeaders(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
        this.names = response.getHeaderNames().toArray(new String[0]);
        this.contentType = response.getContentType();
        this.encoding = response.getCharacterEncoding();
    }

    /** The response comes in wrappers of another dispatch from here on. */
    void goOnWith(HttpServletResponse next) {
        response = next;
    }

    /** To be told before the app changes a header. */
    void beforeChange(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equalsIgnoreCase(name)) {
                keep(i);
            }
        }
        if (!cookiesChange && name.equalsIgnoreCase(SET_COOKIE)) {
            cookiesChange = true;
            cookies = UndertowCookies.of(response);
        }
    }

    /** To be told before the app resets the response, which drops everybody's headers. */
    void beforeReset() {
        for (int i = 0; i < names.length; i++) {
            keep(i);
        }
    }

    /** What the outer filters had set, read for the last time when the app is about to change it. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists
    private List<String> keep(int i) {
        @Nullable List<String>[] kept = originals;
        if (kept == null) {
            kept = new List[names.length];
            originals = kept;
        }
        List<String> values = kept[i];
        if (values == null) {
            values = List.copyOf(response.getHeaders(names[i]));
            kept[i] = values;
        }
        return values;
    }

    /** Does the same as {@link #reset} for the app to begin anew, in the encoding that the outer filters had set. */
    void resetForApp() {
        reset();
        // Only what differs from the container's default was set by somebody; to set that, too, would show in
        // Content-Type.
        if (encoding != null && !encoding.equalsIgnoreCase(response.getCharacterEncoding())) {
            response.setCharacterEncoding(encoding);
        }
    }

    /** Resets the response, then puts back what the outer filters had set. */
    void reset() {
        beforeReset();
        List<String> sessions = sessions();
        response.reset();
        for (int i = 0; i < names.length; i++) {
            boolean first = true;
            for (String value : keep(i)) {
                if (first) {
                    // A container may have put one of its own back by itself.
                    response.setHeader(names[i], value);
                } else {
                    response.addHeader(names[i], value);
                }
                first = false;
            }
        }
        if (contentType != null) {
            response.setContentType(contentType);
        }
        cookies.ifPresent(outer -> outer.restore(sessionCookie()));
        putBack(sessions);
    }

    private List<String> sessions() {
        Collection<String> all = response.getHeaders(SET_COOKIE);
        if (all.isEmpty()) {
            return List.of();
        }
        String begin = sessionCookie() + "=";
        return all.stream().filter(cookie -> cookie.startsWith(begin)).toList();
    }

    /** A session outlives the attempt that began it, so the client must hear of it; some containers say it again themselves. */
    private void putBack(List<String> sessions) {
        if (sessions.isEmpty()) {
            return;
        }
        List<String> there = new ArrayList<>(response.getHeaders(SET_COOKIE));
        for (String cookie : sessions) {
            if (!there.contains(cookie)) {
                response.addHeader(SET_COOKIE, cookie);
            }
        }
    }

    private String sessionCookie() {
        // Null on a Jetty without sessions, whatever the Servlet API says.
        SessionCookieConfig config = request.getServletContext().getSessionCookieConfig();
        String configured = config == null ? null : config.getName();
        return configured == null ? "JSESSIONID" : configured;
    }
}
