package io.breakwater.internal.wrapper;

import io.breakwater.internal.container.UntrackedWriters;
import io.breakwater.internal.stale.Field;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The headers and trailers of filters outside ours: those that were set when the request came in, and those that such a filter
 * adds while the app is at work, past our wrappers. A container's {@code reset()} drops them with the app's, so they are put back
 * after one. What the app sets is noted, by its name alone where nothing was there; all else is from outside.
 *
 * <p>Used by the thread that owns the response at the time.
 */
public final class OuterHeaders {

    private static final String SET_COOKIE = "Set-Cookie";
    private static final String EXPIRES = "Expires";
    private static final String CONTENT_ENCODING = "Content-Encoding";

    /** About the body of an answer that is given up, or kept by other means. */
    private static final List<String> OF_THE_ANSWER =
            List.of("Content-Type", "Content-Length", "Transfer-Encoding", "Trailer", SET_COOKIE);

    /** As many names as most apps set. */
    private static final int FEW = 4;

    private static final Supplier<Map<String, String>> AS_THEY_ARE = Map::of;

    private final OuterPair exchange;
    private final @Nullable String contentType;
    private final @Nullable String encoding;
    /** Whether a filter outside encodes whatever body there is; one that decides by the body decides anew. */
    private final boolean encodesAnyBody;

    /** The names that the app has set or added to, some more than once; null until it does. */
    private @Nullable String @Nullable [] names;

    private int noted;
    /** How often the app has changed the head, as far as it is told here; it may begin anew when it is very often. */
    private short changes;
    /** What was there before the app's change, by the place of its name; null until the app changes what was there. */
    private @Nullable List<String> @Nullable [] originals;

    /** Null until the app is about to set one. */
    private @Nullable OuterCookies cookies;

    /** Those of outer filters; {@link #AS_THEY_ARE} until the app is about to set some. */
    private @Nullable Supplier<Map<String, String>> trailers = AS_THEY_ARE;

    public OuterHeaders(OuterPair exchange) {
        this.exchange = exchange;
        HttpServletResponse response = exchange.outerResponse();
        this.contentType = response.getContentType();
        this.encoding = response.getCharacterEncoding();
        this.encodesAnyBody = response.containsHeader(CONTENT_ENCODING);
    }

    private HttpServletResponse response() {
        return exchange.outerResponse();
    }

    /**
     * To be told before the app changes a header.
     *
     * @param value what it sets or adds, where that is known
     */
    void beforeChange(@Nullable String name, @Nullable String value) {
        changes++;
        if (SET_COOKIE.equalsIgnoreCase(name)) {
            beforeCookie(value);
        } else if (name != null && !name.isEmpty()) {
            // Of none Tomcat can't be asked, and it sets none.
            HttpServletResponse response = response();
            if (!response.containsHeader(name)) {
                note(name);
            } else if (placeOf(name) < 0) {
                keep(note(name), List.copyOf(response.getHeaders(name)));
            }
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
            known = new OuterCookies(exchange);
            cookies = known;
        }
        return known;
    }

    private int note(String name) {
        // By local variables, since an app may have several threads at it, against the Servlet API's advice.
        @Nullable String[] known = names;
        int at = noted;
        if (known == null) {
            known = new String[FEW];
        } else if (at >= known.length) {
            known = Arrays.copyOf(known, at * 2);
        }
        known[at] = name;
        names = known;
        noted = at + 1;
        return at;
    }

    /** The first, which knows what was there; below zero where the app has not changed it. */
    private int placeOf(String name) {
        @Nullable String[] known = names;
        for (int i = 0; known != null && i < noted; i++) {
            if (name.equalsIgnoreCase(known[i])) {
                return i;
            }
        }
        return -1;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists
    private void keep(int at, List<String> values) {
        @Nullable List<String>[] kept = originals;
        if (kept == null) {
            kept = new List[at + 1];
        } else if (at >= kept.length) {
            kept = Arrays.copyOf(kept, at + 1);
        }
        kept[at] = values;
        originals = kept;
    }

    /** How often the app has changed the head, to be compared with an earlier count. */
    int changes() {
        return changes;
    }

    /**
     * What the app has set, without what it wrote about the body's length; empty where it has added to what a filter outside had
     * set, so that the two can't be told apart another time. Of {@code Vary} they can.
     */
    Optional<List<Field>> appsFields() {
        HttpServletResponse response = response();
        List<Field> fields = new ArrayList<>();
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        @Nullable String[] known = names;
        for (int i = 0; known != null && i < noted; i++) {
            String name = known[i];
            if (name == null || !seen.add(name) || OF_THE_ANSWER.stream().anyMatch(name::equalsIgnoreCase)) {
                continue;
            }
            List<String> values = new ArrayList<>(response.getHeaders(name));
            List<String> before = originalsAt(i);
            if (values.equals(before)) {
                // As it was: noted before a reset, which leaves it.
                continue;
            }
            if (before != null && !before.isEmpty() && values.containsAll(before)) {
                if (!name.equalsIgnoreCase("Vary")) {
                    return Optional.empty();
                }
                values.removeAll(before);
            }
            if (!values.isEmpty()) {
                fields.add(Field.of(name, values));
            }
        }
        String type = response.getContentType();
        if (type != null) {
            fields.add(new Field("Content-Type", type));
        }
        return Optional.of(fields);
    }

    private @Nullable List<String> originalsAt(int place) {
        @Nullable List<String>[] kept = originals;
        return kept == null || place >= kept.length ? null : kept[place];
    }

    /** To be told before the app sets trailers. */
    void beforeTrailers() {
        if (trailers == AS_THEY_ARE) {
            trailers = response().getTrailerFields();
        }
    }

    /** To be told before the app resets the response, which drops everybody's headers. */
    void beforeReset() {
        cookies().beforeReset();
        HttpServletResponse response = response();
        for (String name : response.getHeaderNames()) {
            if (placeOf(name) < 0 && isFromOutside(name)) {
                keep(note(name), List.copyOf(response.getHeaders(name)));
            }
        }
    }

    /** Does the same as {@link #reset} for the app to begin anew, in the encoding that the outer filters had set. */
    public void resetForApp() {
        reset();
        // Only what differs from the container's default was set by somebody; to set that, too, would show in
        // Content-Type.
        HttpServletResponse response = response();
        if (encoding != null && !encoding.equalsIgnoreCase(response.getCharacterEncoding())) {
            response.setCharacterEncoding(encoding);
        }
    }

    /** Resets the response, then puts back what the outer filters had set. */
    public void reset() {
        HttpServletResponse response = response();
        beforeReset();
        List<String> keptCookies = cookies().toKeep();
        Supplier<Map<String, String>> keptTrailers = trailers == AS_THEY_ARE ? response.getTrailerFields() : trailers;
        UntrackedWriters.forget(exchange.outerRequest());
        response.reset();
        putBackHeaders(response);
        if (contentType != null) {
            response.setContentType(contentType);
        }
        cookies().putBack(keptCookies);
        putBackTrailers(response, keptTrailers);
        beginAnew();
    }

    /** What is there now is from outside. */
    private void beginAnew() {
        names = null;
        noted = 0;
        originals = null;
        trailers = AS_THEY_ARE;
        cookies = null;
    }

    /** Whether what the app has not set is a filter's, and not the container's own. */
    private boolean isFromOutside(String name) {
        boolean ofTheAnswer = OF_THE_ANSWER.stream().anyMatch(name::equalsIgnoreCase)
                || (CONTENT_ENCODING.equalsIgnoreCase(name) && !encodesAnyBody);
        // Jetty adds it to an app's first cookie.
        return !ofTheAnswer && !(EXPIRES.equalsIgnoreCase(name) && cookies().haveAddedExpires());
    }

    private void putBackHeaders(HttpServletResponse response) {
        @Nullable String[] known = names;
        for (int i = 0; known != null && i < noted; i++) {
            String name = known[i];
            List<String> values = originalsAt(i);
            if (name != null && values != null) {
                OuterCookies.putBack(response, name, values);
            }
        }
    }

    private void putBackTrailers(HttpServletResponse response, @Nullable Supplier<Map<String, String>> kept) {
        if (kept != null) {
            response.setTrailerFields(kept);
        } else if (trailers != AS_THEY_ARE && response.getTrailerFields() != null) {
            // Undertow's reset leaves them.
            response.setTrailerFields(Map::of);
        }
    }
}
