package io.breakwater.matrix.variant;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Spring Cloud Gateway Server MVC on Reactor Netty, Boot's choice where WebClient is there. */
final class GatewayReactorVariant extends BootHost {

    GatewayReactorVariant(Environment surroundings) {
        super(surroundings, App.class);
    }

    /** The route of {@link GatewayVariant}, and another client. */
    @Configuration(proxyBeanMethods = false)
    @Import({GatewayVariant.Route.class, RestClientReactorVariant.Client.class})
    static class App {}
}
