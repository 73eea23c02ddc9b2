package io.breakwater.matrix.way;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;

/** The controller of {@link RestClientWay} on Reactor Netty, Boot's choice where WebClient is there. */
final class RestClientReactorWay extends BootHost {

    RestClientReactorWay(Surroundings surroundings) {
        super(surroundings, App.class);
    }

    /** The controller, and another client. */
    @Configuration(proxyBeanMethods = false)
    @Import({RestClientWay.Controller.class, Client.class})
    static class App {}

    /** That client. */
    @Configuration(proxyBeanMethods = false)
    static class Client {
        @Bean
        ClientHttpRequestFactory client(Surroundings surroundings) {
            return new ReactorClientHttpRequestFactory(ReactorClients.client(surroundings));
        }
    }
}
