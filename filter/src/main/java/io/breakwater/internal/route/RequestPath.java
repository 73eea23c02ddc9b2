package io.breakwater.internal.route;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads a request's path as the container does, which has chosen context and servlet by it, where that is safe. A raw URI is
 * parsed here only where it must have the same meaning as the decoded path; the raw context path is what the client wrote,
 * so neither its length nor its letters show where the path within the context begins ({@code /%73hop/orders}, {@code
 * /x/../shop/orders}).
 *
 * <p>Stateless.
 */
public final class RequestPath {

    private RequestPath() {}

    /** Returns the value of the route of a request. Allocates nothing for a plain URI. */
    public static <T> T find(RouteTable<T> table, HttpServletRequest request) {
        String uri = request.getRequestURI();
        int from = beginOfPlain(uri, request.getContextPath());
        return from < 0 ? table.find(decoded(uri, request), request) : table.find(uri, from, uri.length(), request);
    }

    /**
     * Returns the value of the route of another URI of the context, which the container has not decoded: the one that a
     * dispatch remembers.
     *
     * @param uri the raw URI, with the context path
     */
    public static <T> T find(RouteTable<T> table, String uri, HttpServletRequest request) {
        String context = request.getContextPath();
        int from = beginOfPlain(uri, context);
        return from < 0 ? table.find(ownReading(uri, context), request) : table.find(uri, from, uri.length(), request);
    }

    /** Returns the raw path within the context for a dispatch: unchanged, where its beginning is known. */
    public static String forDispatch(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String context = request.getContextPath();
        return beginsWith(context, uri) && !hasDotSegments(uri)
                ? uri.substring(context.length())
                : encoded(decoded(uri, request));
    }

    private static String encoded(String path) {
        try {
            // With a host, because two leading slashes would introduce one.
            return new URI("http", "localhost", path, null).getRawPath();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no path: " + path, e);
        }
    }

    private static boolean beginsWith(String context, String uri) {
        return uri.startsWith(context) && (uri.length() == context.length() || uri.charAt(context.length()) == '/');
    }

    /**
     * Returns where the path within the context begins, in a URI that has the same meaning as the decoded path; otherwise
     * -1.
     */
    private static int beginOfPlain(String uri, String context) {
        int from = context.length();
        return beginsWith(context, uri) && RouteTable.isPlain(uri, from, uri.length()) ? from : -1;
    }

    private static String decoded(String uri, HttpServletRequest request) {
        try {
            String info = request.getPathInfo();
            String path = info == null ? request.getServletPath() : request.getServletPath() + info;
            // Undertow does not resolve dot segments.
            return hasDotSegments(path) ? ownReading(uri, request.getContextPath()) : path;
        } catch (RuntimeException e) {
            // Jetty can be configured to serve ambiguous URIs, but does not return their path.
            return ownReading(uri, request.getContextPath());
        }
    }

    /** Returns the path within the context: decoded, without parameters, dot segments resolved (RFC 3986, section 5.2.4). */
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
            // Not an escape sequence.
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
     * Returns whether the path has only one reading. A path that the app may read differently from the container is never
     * excluded from the guard.
     */
    public static boolean hasOneReading(HttpServletRequest request) {
        String uri = request.getRequestURI();
        if (hasDotSegments(uri)) {
            return false;
        }
        try {
            return beginOfPlain(uri, request.getContextPath()) >= 0 || request.getServletPath() != null;
        } catch (RuntimeException e) {
            // The container itself finds the path ambiguous.
            return false;
        }
    }

    /**
     * Returns whether a segment is {@code .} or {@code ..}, encoded or not: such a path may be read in two ways.
     *
     * @param uri the raw or decoded path
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

    /** Returns the index after a dot at {@code at}, written as {@code .} or as {@code %2e}; {@code at} when there is none. */
    private static int afterDot(String uri, int at) {
        if (at < uri.length() && uri.charAt(at) == '.') {
            return at + 1;
        }
        return isEscape(uri, at, 'e') ? at + 3 : at;
    }

    /** Returns whether {@code %2} and {@code digit} stand at {@code at}. */
    private static boolean isEscape(String uri, int at, char digit) {
        return at + 2 < uri.length()
                && uri.charAt(at) == '%'
                && uri.charAt(at + 1) == '2'
                && (uri.charAt(at + 2) | ' ') == digit;
    }
}
