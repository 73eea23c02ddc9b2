package io.breakwater.spring;

import io.breakwater.Breakwater;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Has the app's clients pass on the correlation ID and keep to the deadline: those made by the builders that Boot gives out.
 * The customizers have one package in Boot 3 and another in Boot 4. No signature in here names a client, since Spring reads
 * them all and most apps do without WebClient.
 */
@AutoConfiguration(after = BreakwaterAutoConfiguration.class)
@ConditionalOnBean(Breakwater.class)
@ConditionalOnProperty(prefix = BreakwaterProperties.PREFIX, name = "clients", matchIfMissing = true)
public class ClientsAutoConfiguration {

    @Bean
    OutgoingCall breakwaterOutgoingCall(ObjectProvider<Breakwater> breakwater, BreakwaterProperties properties) {
        return new OutgoingCall(breakwater::getObject, properties);
    }

    /** What the time-outs of RestClient and RestTemplate come from. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder")
    static class RequestFactories {

        @Bean
        static DeadlineFactoryBuilders breakwaterDeadlineFactoryBuilders() {
            TimeoutThread.start();
            return new DeadlineFactoryBuilders();
        }
    }

    /** RestClient and RestTemplate in Boot 3. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.web.client.RestClientCustomizer")
    static class RestClientsOfBoot3 {

        @Bean
        org.springframework.boot.web.client.RestClientCustomizer breakwaterRestClientCustomizer(OutgoingCall call) {
            return builder -> RestClients.prepare(builder, call);
        }

        @Bean
        org.springframework.boot.web.client.RestTemplateCustomizer breakwaterRestTemplateCustomizer(OutgoingCall call) {
            return template -> RestClients.prepare(template, call);
        }
    }

    /** RestClient and RestTemplate in Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.restclient.RestClientCustomizer")
    static class RestClientsOfBoot4 {

        @Bean
        org.springframework.boot.restclient.RestClientCustomizer breakwaterRestClientCustomizer(OutgoingCall call) {
            return builder -> RestClients.prepare(builder, call);
        }

        @Bean
        org.springframework.boot.restclient.RestTemplateCustomizer breakwaterRestTemplateCustomizer(OutgoingCall call) {
            return template -> RestClients.prepare(template, call);
        }
    }

    /** WebClient in Boot 3. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = {
                "org.springframework.boot.web.reactive.function.client.WebClientCustomizer",
                "org.springframework.web.reactive.function.client.WebClient"
            })
    static class WebClientsOfBoot3 {

        @Bean
        org.springframework.boot.web.reactive.function.client.WebClientCustomizer breakwaterWebClientCustomizer(
                OutgoingCall call) {
            return builder -> WebClients.prepare(builder, call);
        }
    }

    /** WebClient in Boot 4. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(
            name = {
                "org.springframework.boot.webclient.WebClientCustomizer",
                "org.springframework.web.reactive.function.client.WebClient"
            })
    static class WebClientsOfBoot4 {

        @Bean
        org.springframework.boot.webclient.WebClientCustomizer breakwaterWebClientCustomizer(OutgoingCall call) {
            return builder -> WebClients.prepare(builder, call);
        }
    }
}
