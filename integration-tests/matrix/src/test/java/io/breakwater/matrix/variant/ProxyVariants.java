package io.breakwater.matrix.variant;

import java.lang.reflect.Constructor;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Every way, in the order of the table's columns. */
public enum ProxyVariants {
    JDK("`java.net.http`", "variant.JdkVariant"),
    APACHE("Apache HttpClient 5", "variant.ApacheVariant"),
    OKHTTP("OkHttp", "variant.OkHttpVariant"),
    URL_CONNECTION("`HttpURLConnection`", "variant.UrlConnectionVariant"),
    JETTY("Jetty's `ProxyServlet`", "variant.JettyVariant"),
    JETTY_ASYNC("Jetty's `AsyncProxyServlet`", "variant.JettyAsyncVariant"),
    MITRE("mitre's `ProxyServlet`", "variant.MitreVariant"),
    GATEWAY("Spring Cloud Gateway", "variant.GatewayVariant"),
    REST_CLIENT("Spring's `RestClient`", "variant.RestClientVariant"),
    GATEWAY_REACTOR("Spring Cloud Gateway on Reactor Netty", "variant.GatewayReactorVariant"),
    REST_CLIENT_REACTOR("`RestClient` on Reactor Netty", "variant.RestClientReactorVariant"),
    WEB_CLIENT("Spring's `WebClient`", "variant.WebClientVariant"),
    FEIGN("OpenFeign", "variant.FeignVariant"),
    GATEWAY_5("Spring Cloud Gateway 5", "boot4.GatewayVariant");

    private static final String ROOT = "io.breakwater.matrix.";

    private final String words;
    private final String className;

    /** By the name of their class, because not all of them can be in one class path. */
    ProxyVariants(String words, String className) {
        this.words = words;
        this.className = ROOT + className;
    }

    /** Those that are in this class path. */
    public static Set<ProxyVariants> here() {
        return EnumSet.allOf(ProxyVariants.class).stream()
                .filter(ProxyVariants::isHere)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ProxyVariants.class)));
    }

    private boolean isHere() {
        return ProxyVariants.class.getClassLoader().getResource(className.replace('.', '/') + ".class") != null;
    }

    /** Makes one, not yet started. */
    public ProxyVariant in(Environment surroundings) {
        try {
            Constructor<?> constructor = Class.forName(className).getDeclaredConstructor(Environment.class);
            constructor.setAccessible(true);
            return (ProxyVariant) constructor.newInstance(surroundings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(className, e);
        }
    }

    /** Its name for readers. */
    public String words() {
        return words;
    }
}
