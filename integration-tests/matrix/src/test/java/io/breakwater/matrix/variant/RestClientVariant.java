package io.breakwater.matrix.variant;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** A Spring MVC controller that reads the whole answer by {@link RestClient} and gives it back. */
final class RestClientVariant extends BootHost {

    RestClientVariant(Environment surroundings) {
        super(surroundings, App.class);
    }

    /** The controller, and its client. */
    @Configuration(proxyBeanMethods = false)
    @Import(Controller.class)
    static class App {
        @Bean
        ClientHttpRequestFactory client(Environment surroundings) {
            return BootHost.client(surroundings);
        }
    }

    /** What a Spring developer writes. */
    @RestController
    static class Controller {
        private final Targets targets;
        private final RestClient client;

        Controller(Environment surroundings, ClientHttpRequestFactory factory) {
            this.targets = surroundings.targets();
            this.client = RestClient.builder().requestFactory(factory).build();
        }

        @RequestMapping("/**")
        ResponseEntity<byte[]> everything(
                HttpServletRequest request, @RequestBody(required = false) byte @Nullable [] body) {
            RestClient.RequestBodySpec call =
                    client.method(HttpMethod.valueOf(request.getMethod())).uri(targets.of(request.getRequestURI()));
            if (body != null) {
                call.body(body);
            }
            ResponseEntity<byte[]> answer = call.retrieve().toEntity(byte[].class);
            return ResponseEntity.status(answer.getStatusCode()).body(answer.getBody());
        }
    }
}
