package io.breakwater.operations.diagnosis;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a probe may ask about a route: a URL that is configured. Immutable. The URL's user-info, query and fragment are dropped when it is
 * made, so that they can be neither sent nor shown.
 *
 * @param route the route's name
 * @param secure whether TLS is spoken
 * @param host the name or address, an IPv6 address without its brackets
 * @param port the port
 * @param path the path that is asked for, beginning with a slash
 * @param patience how long an attempt of the route may take, by which a late answer is told from a good one
 */
public record Target(String route, boolean secure, String host, int port, String path, Duration patience) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /**
     * Reads a route's {@code downstream}.
     *
     * @param healthPath the path to ask for instead of the URL's own
     * @return empty when it is a mere name, or a URL of another scheme than http and https, or without a host
     */
    public static Optional<Target> of(String route, String downstream, Optional<String> healthPath, Duration patience) {
        URI uri;
        try {
            uri = new URI(downstream.strip());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        boolean http = scheme.equals("http");
        if (host == null || (!http && !scheme.equals("https"))) {
            return Optional.empty();
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : http ? HTTP : HTTPS;
        String own = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return Optional.of(new Target(
                route,
                !http,
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port,
                healthPath.filter(Target::isPath).orElse(own),
                patience));
    }

    /** A path goes into a request line, and must not bring a line of its own along. */
    private static boolean isPath(String path) {
        return path.startsWith("/") && path.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    /** Returns scheme, host, port and path, which is all there is. */
    public String shown() {
        return (secure ? "https://" : "http://") + authority() + path;
    }

    /** Returns host and port as they stand in a {@code Host} header. */
    String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (secure ? HTTPS : HTTP) ? name : name + ":" + port;
    }
}
