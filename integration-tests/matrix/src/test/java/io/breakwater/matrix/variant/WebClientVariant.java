package io.breakwater.matrix.variant;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** A Spring MVC controller that returns what comes of {@link WebClient}, asynchronously. */
final class WebClientVariant extends BootHost {

    WebClientVariant(Environment surroundings) {
        super(surroundings, App.class);
    }

    /** The controller alone. */
    @Configuration(proxyBeanMethods = false)
    @Import(Controller.class)
    static class App {}

    /** What a Spring developer writes. */
    @RestController
    static class Controller {
        private static final int NO_LIMIT = -1;

        private final Targets targets;
        private final WebClient client;

        Controller(Environment surroundings) {
            this.targets = surroundings.targets();
            this.client = WebClient.builder()
                    .clientConnector(new ReactorClientHttpConnector(ReactorClients.client(surroundings)))
                    .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(NO_LIMIT))
                    .build();
        }

        @RequestMapping("/**")
        Mono<ResponseEntity<byte[]>> everything(
                HttpServletRequest request, @RequestBody(required = false) byte @Nullable [] body) {
            WebClient.RequestBodySpec call =
                    client.method(HttpMethod.valueOf(request.getMethod())).uri(targets.of(request.getRequestURI()));
            if (body != null) {
                call.bodyValue(body);
            }
            return call.retrieve().toEntity(byte[].class).map(answer -> ResponseEntity.status(answer.getStatusCode())
                    .body(answer.getBody()));
        }
    }
}
