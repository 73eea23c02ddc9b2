package io.breakwater.matrix.way;

import java.util.function.Function;

/** Every way, in the order of the table's columns. */
public enum Ways {
    JDK("`java.net.http`", JdkWay::new),
    APACHE("Apache HttpClient 5", ApacheWay::new),
    OKHTTP("OkHttp", OkHttpWay::new),
    URL_CONNECTION("`HttpURLConnection`", UrlConnectionWay::new),
    JETTY("Jetty's `ProxyServlet`", JettyWay::new),
    JETTY_ASYNC("Jetty's `AsyncProxyServlet`", JettyAsyncWay::new),
    MITRE("mitre's `ProxyServlet`", MitreWay::new),
    GATEWAY("Spring Cloud Gateway", GatewayWay::new),
    REST_CLIENT("Spring's `RestClient`", RestClientWay::new),
    GATEWAY_REACTOR("Spring Cloud Gateway on Reactor Netty", GatewayReactorWay::new),
    REST_CLIENT_REACTOR("`RestClient` on Reactor Netty", RestClientReactorWay::new),
    WEB_CLIENT("Spring's `WebClient`", WebClientWay::new),
    FEIGN("OpenFeign", FeignWay::new);

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // constructors, which capture nothing
    private final Function<Surroundings, Way> making;

    Ways(String words, Function<Surroundings, Way> making) {
        this.words = words;
        this.making = making;
    }

    /** Makes one, not yet started. */
    public Way in(Surroundings surroundings) {
        return making.apply(surroundings);
    }

    /** Its name for readers. */
    public String words() {
        return words;
    }
}
