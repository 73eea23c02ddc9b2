package io.breakwater.boot;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** An app that proxies by RestClient and knows nothing of the guard. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(OrdersApp.Orders.class)
class OrdersApp {

    @RestController
    static class Orders {

        final BlockingQueue<Exception> failures = new LinkedBlockingQueue<>();
        private final RestClient client;

        Orders(RestClient.Builder clients, Environment environment) {
            this.client = clients.baseUrl(environment.getProperty("downstream", "http://127.0.0.1:1"))
                    .build();
        }

        @GetMapping("/orders/7")
        String order() {
            try {
                return String.valueOf(client.get().uri("/orders/7").retrieve().body(String.class));
            } catch (RuntimeException e) {
                failures.add(e);
                throw e;
            }
        }

        @GetMapping("/broken")
        String broken() {
            throw new IllegalStateException("the app's own mistake");
        }
    }
}
