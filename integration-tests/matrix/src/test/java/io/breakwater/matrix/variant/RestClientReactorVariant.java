package io.breakwater.matrix.variant;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;

/** The controller of {@link RestClientVariant} on Reactor Netty, Boot's choice where WebClient is there. */
final class RestClientReactorVariant extends BootHost {

    RestClientReactorVariant(Environment surroundings) {
        super(surroundings, App.class);
    }

    /** The controller, and another client. */
    @Configuration(proxyBeanMethods = false)
    @Import({RestClientVariant.Controller.class, Client.class})
    static class App {}

    /** That client. */
    @Configuration(proxyBeanMethods = false)
    static class Client {
        @Bean
        ClientHttpRequestFactory client(Environment surroundings) {
            return new ReactorClientHttpRequestFactory(ReactorClients.client(surroundings));
        }
    }
}
