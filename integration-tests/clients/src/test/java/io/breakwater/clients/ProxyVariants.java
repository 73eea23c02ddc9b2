package io.breakwater.clients;

import java.util.function.Function;
import okhttp3.tls.HandshakeCertificates;

/** Every client of the table, in the order of its columns. */
enum ProxyVariants {
    JDK(tls -> new JdkVariant(tls.sslContext())),
    URL_CONNECTION(tls -> new UrlConnectionVariant(tls.sslContext())),
    APACHE(tls -> new ApacheVariant(tls.sslContext())),
    OKHTTP(tls -> new OkHttpVariant(tls.sslContext(), tls.trustManager())),
    JETTY(tls -> new JettyVariant(tls.sslContext())),
    REST_CLIENT(tls -> new RestClientVariant(tls.sslContext())),
    REST_TEMPLATE(tls -> new RestTemplateVariant(tls.sslContext())),
    WEB_CLIENT(tls -> new WebClientVariant(tls.sslContext())),
    REST_CLIENT_REACTOR(tls -> new RestClientReactorVariant(tls.sslContext())),
    FEIGN(tls -> new FeignVariant(tls.sslContext()));

    @SuppressWarnings("ImmutableEnumChecker") // lambdas that capture nothing
    private final Function<HandshakeCertificates, ProxyVariant> opening;

    ProxyVariants(Function<HandshakeCertificates, ProxyVariant> opening) {
        this.opening = opening;
    }

    ProxyVariant open(HandshakeCertificates trusted) {
        return opening.apply(trusted);
    }
}
