package io.breakwater.internal.route;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The one reading of a request's path: the container's, by which it has chosen context and servlet, where that is safe. A raw
 * URI is taken apart here only as far as it must say the same; the raw context path is what the client wrote, so neither its
 * length nor its letters tell where the path within the context begins ({@code /%73hop/orders}, {@code /x/../shop/orders}).
 *
 * <p>Stateless.
 */
public final class RequestPath {

    private RequestPath() {}

    /** What a request leads to. Allocates nothing for a plain URI. */
    public static <T> T find(RouteTable<T> table, HttpServletRequest request) {
        String uri = request.getRequestURI();
        int from = beginOfPlain(uri, request.getContextPath());
        return from < 0 ? table.find(decoded(uri, request), request) : table.find(uri, from, uri.length(), request);
    }

    /**
     * What another URI of the same context leads to, which nobody can read for us: the one that a dispatch remembers.
     *
     * @param uri raw, with the context path
     */
    public static <T> T find(RouteTable<T> table, String uri, HttpServletRequest request) {
        String context = request.getContextPath();
        int from = beginOfPlain(uri, context);
        return from < 0 ? table.find(ownReading(uri, context), request) : table.find(uri, from, uri.length(), request);
    }

    /** The raw path within the context, as a dispatch takes it: as it came, where it can be told where it begins. */
    public static String forDispatch(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String context = request.getContextPath();
        return beginsWith(context, uri) && !hasDotSegments(uri)
                ? uri.substring(context.length())
                : encoded(decoded(uri, request));
    }

    private static String encoded(String path) {
        try {
            // With a host, or what stands behind two slashes would be taken for one.
            return new URI("http", "localhost", path, null).getRawPath();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no path: " + path, e);
        }
    }

    private static boolean beginsWith(String context, String uri) {
        return uri.startsWith(context) && (uri.length() == context.length() || uri.charAt(context.length()) == '/');
    }

    /** Where the path within the context begins in a URI that says itself what the container reads; else -1. */
    private static int beginOfPlain(String uri, String context) {
        int from = context.length();
        return beginsWith(context, uri) && RouteTable.isPlain(uri, from, uri.length()) ? from : -1;
    }

    private static String decoded(String uri, HttpServletRequest request) {
        try {
            String info = request.getPathInfo();
            String path = info == null ? request.getServletPath() : request.getServletPath() + info;
            // Undertow leaves dot segments to the app.
            return hasDotSegments(path) ? ownReading(uri, request.getContextPath()) : path;
        } catch (RuntimeException e) {
            // Jetty serves ambiguous URIs where it is told to, but does not give their path away.
            return ownReading(uri, request.getContextPath());
        }
    }

    /** Decoded, without parameters, dot segments resolved, as RFC 3986, section 5.2.4, has it; within the context. */
    private static String ownReading(String uri, String context) {
        String path = resolved(decode(uri));
        String base = resolved(decode(context));
        return beginsWith(base, path) ? path.substring(base.length()) : path;
    }

    private static String decode(String raw) {
        StringBuilder path = new StringBuilder(raw.length());
        for (String segment : raw.split("(?=/)", -1)) {
            int parameters = segment.indexOf(';');
            path.append(parameters < 0 ? segment : segment.substring(0, parameters));
        }
        try {
            return URLDecoder.decode(path.toString().replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // No escape at all.
            return path.toString();
        }
    }

    private static String resolved(String path) {
        Deque<String> kept = new ArrayDeque<>();
        boolean dots = false;
        for (String segment : path.split("(?=/)", -1)) {
            dots = segment.equals("/.") || segment.equals("/..");
            if (segment.equals("/..")) {
                kept.pollLast();
            } else if (!dots) {
                kept.addLast(segment);
            }
        }
        return String.join("", kept) + (dots ? "/" : "");
    }

    /**
     * Whether nobody can read the path in another way than the container does; one that can be is never excluded from the guard.
     */
    public static boolean hasOneReading(HttpServletRequest request) {
        String uri = request.getRequestURI();
        if (hasDotSegments(uri)) {
            return false;
        }
        try {
            return beginOfPlain(uri, request.getContextPath()) >= 0 || request.getServletPath() != null;
        } catch (RuntimeException e) {
            // Ambiguous for the container itself.
            return false;
        }
    }

    /**
     * Whether a segment says "here" or "above", however it is written: such a path may be read in two ways.
     *
     * @param uri raw or decoded
     */
    public static boolean hasDotSegments(String uri) {
        int length = uri.length();
        for (int slash = uri.indexOf('/'); slash >= 0; slash = uri.indexOf('/', slash + 1)) {
            int at = slash + 1;
            int dots = 0;
            int next = afterDot(uri, at);
            while (next > at && dots < 3) {
                dots++;
                at = next;
                next = afterDot(uri, at);
            }
            boolean ends = at == length || uri.charAt(at) == '/' || uri.charAt(at) == ';' || isEscape(uri, at, 'f');
            if ((dots == 1 || dots == 2) && ends) {
                return true;
            }
        }
        return false;
    }

    /** Behind a dot at {@code at}, written as it is or as {@code %2e}; {@code at} where there is none. */
    private static int afterDot(String uri, int at) {
        if (at < uri.length() && uri.charAt(at) == '.') {
            return at + 1;
        }
        return isEscape(uri, at, 'e') ? at + 3 : at;
    }

    /** Whether {@code %2x} is there, with that last digit. */
    private static boolean isEscape(String uri, int at, char digit) {
        return at + 2 < uri.length()
                && uri.charAt(at) == '%'
                && uri.charAt(at + 1) == '2'
                && (uri.charAt(at + 2) | ' ') == digit;
    }
}
