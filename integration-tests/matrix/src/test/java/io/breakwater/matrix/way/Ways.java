package io.breakwater.matrix.way;

import java.lang.reflect.Constructor;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Every way, in the order of the table's columns. */
public enum Ways {
    JDK("`java.net.http`", "way.JdkWay"),
    APACHE("Apache HttpClient 5", "way.ApacheWay"),
    OKHTTP("OkHttp", "way.OkHttpWay"),
    URL_CONNECTION("`HttpURLConnection`", "way.UrlConnectionWay"),
    JETTY("Jetty's `ProxyServlet`", "way.JettyWay"),
    JETTY_ASYNC("Jetty's `AsyncProxyServlet`", "way.JettyAsyncWay"),
    MITRE("mitre's `ProxyServlet`", "way.MitreWay"),
    GATEWAY("Spring Cloud Gateway", "way.GatewayWay"),
    REST_CLIENT("Spring's `RestClient`", "way.RestClientWay"),
    GATEWAY_REACTOR("Spring Cloud Gateway on Reactor Netty", "way.GatewayReactorWay"),
    REST_CLIENT_REACTOR("`RestClient` on Reactor Netty", "way.RestClientReactorWay"),
    WEB_CLIENT("Spring's `WebClient`", "way.WebClientWay"),
    FEIGN("OpenFeign", "way.FeignWay"),
    GATEWAY_5("Spring Cloud Gateway 5", "boot4.GatewayWay");

    private static final String ROOT = "io.breakwater.matrix.";

    private final String words;
    private final String className;

    /** By the name of their class, because not all of them can be in one class path. */
    Ways(String words, String className) {
        this.words = words;
        this.className = ROOT + className;
    }

    /** Those that are in this class path. */
    public static Set<Ways> here() {
        return EnumSet.allOf(Ways.class).stream()
                .filter(Ways::isHere)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Ways.class)));
    }

    private boolean isHere() {
        return Ways.class.getClassLoader().getResource(className.replace('.', '/') + ".class") != null;
    }

    /** Makes one, not yet started. */
    public Way in(Surroundings surroundings) {
        try {
            Constructor<?> constructor = Class.forName(className).getDeclaredConstructor(Surroundings.class);
            constructor.setAccessible(true);
            return (Way) constructor.newInstance(surroundings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(className, e);
        }
    }

    /** Its name for readers. */
    public String words() {
        return words;
    }
}
