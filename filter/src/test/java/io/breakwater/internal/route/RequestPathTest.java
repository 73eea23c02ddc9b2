package io.breakwater.internal.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.internal.pattern.PathPattern;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestPathTest {

    private static final RouteTable<String> TABLE = RouteTable.builder("default")
            .add(PathPattern.parse("/api/orders/*"), "orders")
            .build();

    /** As containers have them; "-" for a path that the container does not give away. */
    @ParameterizedTest
    @CsvSource({
        "/shop/api/orders/1, /shop, unasked, orders",
        "/shop, /shop, unasked, default",
        "/%73hop/api/orders/1, /shop, /api/orders/1, orders",
        "/%73hop/api/orders/1, /%73hop, unasked, orders",
        "/shopping/api/orders/1, /shop, /other, default",
        "/shop/static/../api/orders/1, /shop, /static/../api/orders/1, orders",
        "/shop/api/orders/a%2Fb, /shop, -, orders",
        "/x/../shop/api//orders, /shop, -, default",
        "/x/../%73hop/api/orders;a=b/, /shop, -, orders",
        "/shop/api/orders/%zz, /shop, -, orders",
        "*, '', *, default"
    })
    void itIsTheContainers(String uri, String context, String read, String route) {
        assertThat(RequestPath.find(TABLE, request(uri, context, read))).isEqualTo(route);
    }

    @ParameterizedTest
    @CsvSource({
        "/shop/api/orders/1, orders",
        "/%73hop/api/orders/1, orders",
        "/shop/static/../api/orders/1, orders",
        "/shop/api/orders/.., default",
        "/other, default"
    })
    void anotherUriIsReadWithoutTheContainer(String uri, String route) {
        assertThat(RequestPath.find(TABLE, uri, request("/shop/error", "/shop", "/error")))
                .isEqualTo(route);
    }

    @ParameterizedTest
    @CsvSource({
        "/shop/a%20b, /shop, /a b, /a%20b",
        "/%73hop/a%20b, /shop, /a b, /a%20b",
        "/%73hop//a/b, /shop, //a/b, //a/b",
        "/./shop/a%3Fb, /shop, /a?b, /a%3Fb",
        "/shop, /shop, '', ''"
    })
    void aDispatchGoesWhereTheRequestWent(String uri, String context, String read, String dispatched) {
        assertThat(RequestPath.forDispatch(request(uri, context, read))).isEqualTo(dispatched);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/..", "/a/../b", "/a/.", "/./a", "/a/%2e%2E/b", "/a/.%2e", "/a/..;x=1/b", "/a/%2e%2e%2fb"})
    void dotSegmentsAreSeenHoweverTheyAreWritten(String uri) {
        assertThat(RequestPath.hasDotSegments(uri)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "", "*", "/a.b", "/.well-known/x", "/a/...", "/a/..b", "/a/b..", "/%2ea", "/a%2e"})
    void dotsAreNoDotSegments(String uri) {
        assertThat(RequestPath.hasDotSegments(uri)).isFalse();
    }

    private static HttpServletRequest request(String uri, String context, String read) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                RequestPathTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getRequestURI" -> uri;
                    case "getContextPath" -> context;
                    case "getPathInfo" -> null;
                    case "getServletPath" -> {
                        if (read.equals("-")) {
                            throw new IllegalArgumentException("ambiguous");
                        }
                        yield read;
                    }
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }
}
