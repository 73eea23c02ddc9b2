package io.breakwater.internal.route;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a route asks of a request, without a container.
 *
 * @param method its method
 * @param host where the client thinks it is
 * @param headers the lines of each header, whose names are in lower case
 */
record AskedRequest(String method, String host, Map<String, List<String>> headers) {

    static final HttpServletRequest PLAIN = new AskedRequest("GET", "localhost", Map.of()).asRequest();

    HttpServletRequest asRequest() {
        Map<String, List<String>> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        lines.putAll(headers);
        return (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getServerName" -> host;
                    case "getHeader" ->
                        lines.getOrDefault((String) arguments[0], List.of()).stream()
                                .findFirst()
                                .orElse(null);
                    case "getHeaders" -> Collections.enumeration(lines.getOrDefault((String) arguments[0], List.of()));
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
