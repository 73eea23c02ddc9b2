package io.breakwater.clients;

import feign.Client;
import feign.Feign;
import feign.Request;
import feign.RequestLine;
import feign.Retryer;
import feign.Target;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** OpenFeign over its default client, which is the JDK's {@link java.net.HttpURLConnection}, without its own retries. */
final class FeignVariant implements ProxyVariant {

    interface Api {
        @RequestLine("GET")
        String get(URI uri);
    }

    private final Api api;

    FeignVariant(SSLContext tls) {
        this.api = Feign.builder()
                .client(new Client.Default(tls.getSocketFactory(), null))
                .retryer(Retryer.NEVER_RETRY)
                .options(new Request.Options(
                        Patience.connectMillis(),
                        TimeUnit.MILLISECONDS,
                        Patience.answerMillis(),
                        TimeUnit.MILLISECONDS,
                        true))
                .target(Target.EmptyTarget.create(Api.class));
    }

    @Override
    public void get(URI uri) {
        api.get(uri);
    }

    @Override
    public void close() {
        // Nothing is kept.
    }
}
