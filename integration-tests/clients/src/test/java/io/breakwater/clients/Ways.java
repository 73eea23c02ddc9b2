package io.breakwater.clients;

import java.util.function.Function;
import okhttp3.tls.HandshakeCertificates;

/** Every client of the table, in the order of its columns. */
enum Ways {
    JDK(tls -> new JdkWay(tls.sslContext())),
    URL_CONNECTION(tls -> new UrlConnectionWay(tls.sslContext())),
    APACHE(tls -> new ApacheWay(tls.sslContext())),
    OKHTTP(tls -> new OkHttpWay(tls.sslContext(), tls.trustManager())),
    JETTY(tls -> new JettyWay(tls.sslContext())),
    REST_CLIENT(tls -> new RestClientWay(tls.sslContext())),
    REST_TEMPLATE(tls -> new RestTemplateWay(tls.sslContext())),
    WEB_CLIENT(tls -> new WebClientWay(tls.sslContext())),
    REST_CLIENT_REACTOR(tls -> new RestClientReactorWay(tls.sslContext())),
    FEIGN(tls -> new FeignWay(tls.sslContext()));

    @SuppressWarnings("ImmutableEnumChecker") // lambdas that capture nothing
    private final Function<HandshakeCertificates, Way> opening;

    Ways(Function<HandshakeCertificates, Way> opening) {
        this.opening = opening;
    }

    Way open(HandshakeCertificates trusted) {
        return opening.apply(trusted);
    }
}
