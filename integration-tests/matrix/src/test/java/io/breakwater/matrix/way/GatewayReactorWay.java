package io.breakwater.matrix.way;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Spring Cloud Gateway Server MVC on Reactor Netty, Boot's choice where WebClient is there. */
final class GatewayReactorWay extends BootHost {

    GatewayReactorWay(Surroundings surroundings) {
        super(surroundings, App.class);
    }

    /** The route of {@link GatewayWay}, and another client. */
    @Configuration(proxyBeanMethods = false)
    @Import({GatewayWay.Route.class, RestClientReactorWay.Client.class})
    static class App {}
}
