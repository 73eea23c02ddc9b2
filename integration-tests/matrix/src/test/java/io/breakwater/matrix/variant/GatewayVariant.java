package io.breakwater.matrix.variant;

import org.springframework.cloud.gateway.server.mvc.common.MvcUtils;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Spring Cloud Gateway Server MVC. */
final class GatewayVariant extends BootHost {

    GatewayVariant(Environment surroundings) {
        super(surroundings, App.class);
    }

    /** The route, and its client. */
    @Configuration(proxyBeanMethods = false)
    @Import(Route.class)
    static class App {
        @Bean
        ClientHttpRequestFactory client(Environment surroundings) {
            return BootHost.client(surroundings);
        }
    }

    /** One for all, to the target of the path. */
    @Configuration(proxyBeanMethods = false)
    static class Route {
        @Bean
        RouterFunction<ServerResponse> everything(Environment surroundings) {
            return GatewayRouterFunctions.route("everything")
                    .route(RequestPredicates.path("/error").negate(), HandlerFunctions.http())
                    .before(request -> {
                        MvcUtils.setRequestUrl(request, surroundings.targets().of(request.path()));
                        return request;
                    })
                    .build();
        }
    }
}
