package io.breakwater.operations.console;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request comes straight from this host. A proxy on this host has the same address as somebody who sits at it, and gives itself
 * away by its headers; so the answer is no whenever there is any sign of one. Stateless.
 */
final class DirectConnection {

    /** Beginnings of the names of headers that proxies add. */
    private static final List<String> PROXY_HEADERS = List.of(
            "x-forwarded",
            "forwarded",
            "via",
            "x-real-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "x-original-",
            "x-envoy-",
            "true-client-ip",
            "cf-",
            "fastly-",
            "x-proxyuser-ip",
            "x-amzn-",
            "x-azure-",
            "proxy-");

    /** What a container notes on a request whose address it has taken from such a header, which it may have removed then. */
    private static final List<String> REWRITTEN =
            List.of("org.apache.tomcat.request.forwarded", "org.apache.tomcat.remoteAddr");

    /** An address as it is written, so that nothing is looked up. */
    private static final Pattern LITERAL =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%.*)?");

    private DirectConnection() {}

    /** Returns why the request is not direct; empty when it is. Asks both what the app's filters show and what they have wrapped. */
    static Optional<String> doubt(HttpServletRequest request) {
        Optional<String> seen = doubtOf(request);
        return seen.isPresent() ? seen : doubtOf(innermost(request));
    }

    private static Optional<String> doubtOf(HttpServletRequest request) {
        if (!isLoopback(request.getRemoteAddr()) || !isLoopback(request.getLocalAddr())) {
            return Optional.of("the connection is not from this host");
        }
        if (REWRITTEN.stream().anyMatch(name -> request.getAttribute(name) != null)) {
            return Optional.of("the container has taken the address from a header");
        }
        for (String name : Collections.list(request.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (PROXY_HEADERS.stream().anyMatch(lower::startsWith)) {
                return Optional.of("a proxy is between: " + Words.line(lower));
            }
        }
        return isLocalName(request.getHeader("Host"))
                ? Optional.empty()
                : Optional.of("the Host header is not localhost or a loopback address");
    }

    private static HttpServletRequest innermost(HttpServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner instanceof HttpServletRequest http ? http : request;
    }

    /** A name that an attacker can point at this host, as in DNS rebinding, is not local. */
    private static boolean isLocalName(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
        boolean bracketed = name.startsWith("[") && name.endsWith("]");
        return name.equals("localhost") || isLoopback(bracketed ? name.substring(1, name.length() - 1) : name);
    }

    private static boolean isLoopback(@Nullable String address) {
        if (address == null || !LITERAL.matcher(address).matches()) {
            return false;
        }
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
