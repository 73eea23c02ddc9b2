package io.breakwater.exchange;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The headers and trailers of filters outside ours: those that were set when the request came in, and those that such a filter
 * adds while the app is at work, past our wrappers. A container's {@code reset()} drops them with the app's, so they are put back
 * after one. Until then only names are kept; a value is copied when the app is about to change it.
 *
 * <p>Used by the thread that owns the response at the time.
 */
final class OuterHeaders {

    private static final String SET_COOKIE = "Set-Cookie";
    private static final int FEW = 8;

    /** About the body, or the connection, of an answer that is given up. */
    private static final List<String> OF_THE_ANSWER =
            List.of("content-", "transfer-encoding", "trailer", "connection", "keep-alive", "set-cookie");

    private final HttpServletRequest request;
    private HttpServletResponse response;
    private final @Nullable String contentType;
    private final @Nullable String encoding;
    private String[] names;
    /** The values that the app was about to change, by the place of their name; null until it changes the first. */
    private @Nullable List<String> @Nullable [] originals;

    /** The names that the app has set or added to, some more than once; null until it does. */
    private @Nullable String @Nullable [] changed;

    private int changes;

    /** Null until the app is about to set one. */
    private @Nullable OuterCookies cookies;

    private boolean trailersChange;
    private @Nullable Supplier<Map<String, String>> trailers;

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
        if (cookies != null) {
            cookies.goOnWith(next);
        }
    }

    /**
     * To be told before the app changes a header.
     *
     * @param value what it sets or adds, where that is known
     */
    void beforeChange(@Nullable String name, @Nullable String value) {
        if (SET_COOKIE.equalsIgnoreCase(name)) {
            beforeCookie(value);
        } else if (name != null) {
            keepNamed(name);
            noteChanged(name);
        }
    }

    /**
     * To be told before the app sets a cookie.
     *
     * @param cookie its name, or all of the header's value
     */
    void beforeCookie(@Nullable String cookie) {
        cookies().beforeChange(cookie);
    }

    private OuterCookies cookies() {
        OuterCookies known = cookies;
        if (known == null) {
            known = new OuterCookies(request, response);
            cookies = known;
        }
        return known;
    }

    private void keepNamed(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equalsIgnoreCase(name)) {
                keep(i);
            }
        }
    }

    private void noteChanged(String name) {
        @Nullable String[] known = changed;
        int at = changes;
        if (known == null) {
            known = new String[FEW];
        } else if (at >= known.length) {
            known = Arrays.copyOf(known, at * 2);
        }
        // By local variables, since an app may have several threads at it, against the Servlet API's advice.
        known[at] = name;
        changed = known;
        changes = at + 1;
    }

    /** To be told before the app sets trailers. */
    void beforeTrailers() {
        if (!trailersChange) {
            trailersChange = true;
            trailers = response.getTrailerFields();
        }
    }

    /** To be told before the app resets the response, which drops everybody's headers. */
    void beforeReset() {
        cookies().beforeReset();
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
        Map<String, List<String>> kept = toKeep();
        List<String> keptCookies = cookies().toKeep();
        Supplier<Map<String, String>> keptTrailers = trailersChange ? trailers : response.getTrailerFields();
        OtherWriters.forget(request);
        response.reset();
        kept.forEach(this::putBack);
        if (contentType != null) {
            response.setContentType(contentType);
        }
        cookies().putBack(keptCookies);
        putBack(keptTrailers);
        beginAnew();
    }

    /** What is there now is from outside. */
    private void beginAnew() {
        names = response.getHeaderNames().toArray(new String[0]);
        originals = null;
        changed = null;
        changes = 0;
        trailersChange = false;
        cookies = null;
    }

    private Map<String, List<String>> toKeep() {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            if (!names[i].equalsIgnoreCase(SET_COOKIE)) {
                kept.put(names[i], keep(i));
            }
        }
        for (String name : response.getHeaderNames()) {
            if (isFromOutside(name)) {
                kept.put(name, List.copyOf(response.getHeaders(name)));
            }
        }
        return kept;
    }

    /** Whether an outer filter must have set it while the app was at work. */
    private boolean isFromOutside(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return OF_THE_ANSWER.stream().noneMatch(lower::startsWith)
                && !contains(names, names.length, name)
                && !(changed != null && contains(changed, changes, name))
                // Jetty adds it to an app's first cookie.
                && !(cookies().areChanged() && lower.equals("expires"));
    }

    private static boolean contains(@Nullable String[] all, int count, String name) {
        for (int i = 0; i < count; i++) {
            if (name.equalsIgnoreCase(all[i])) {
                return true;
            }
        }
        return false;
    }

    private void putBack(String name, Collection<String> values) {
        putBack(response, name, values);
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

    private void putBack(@Nullable Supplier<Map<String, String>> kept) {
        if (kept != null) {
            response.setTrailerFields(kept);
        } else if (trailersChange && response.getTrailerFields() != null) {
            // Undertow's reset leaves them.
            response.setTrailerFields(Map::of);
        }
    }
}
